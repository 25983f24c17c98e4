import type { ReceiptAnswer } from '@demarc/contracts';
import { type CompiledPolicy, explain } from '@demarc/domain';
import type { StoredDecision } from '@demarc/store';
import { tooOld } from './verify-receipt.js';

type Explained = Pick<ReceiptAnswer, 'explanation' | 'notExplained' | 'actions'>;

/** What follows from a receipt's facts and the policy it names; `compiled` null: there is no such policy. */
export function explainReceipt({ receipt }: StoredDecision, compiled: CompiledPolicy | null): Explained {
  const old = tooOld(receipt);
  if (old) return notExplained(old);
  if (!compiled) return notExplained(`There is no policy ${receipt.policyVersion} any more.`);
  if (compiled.policy.digest !== receipt.policyDigest) {
    return notExplained(`Policy ${receipt.policyVersion} is not the one that decided: its words are others now.`);
  }
  const explanation = explain(compiled, receipt.facts);
  // The receipt names the clause unless something else keeps the owner from acting.
  const allowed = receipt.actionsFrom === explanation.clause.id;
  return { explanation, notExplained: null, actions: allowed ? explanation.clause.actions : [] };
}

function notExplained(because: string): Explained {
  return { explanation: null, notExplained: because, actions: null };
}
