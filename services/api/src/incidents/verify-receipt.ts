import { createHash } from 'node:crypto';
import type { Verification } from '@demarc/contracts';
import { type CompiledPolicy, type Decision, RECEIPT_VERSION, epochMs } from '@demarc/domain';
import type { StoredDecision } from '@demarc/store';
import { differingPaths } from './differing-paths.js';

type Inputs = Pick<Verification, 'inputs'>['inputs'];

/** Compares a stored decision with the same half as it was decided again. Pure. */
export function verificationOf(
  stored: StoredDecision,
  { policy }: CompiledPolicy,
  recomputed: Decision | null,
): Verification {
  const { receipt, eventId, decisionId, text } = stored;
  const inputs: Inputs = {
    event: eventId,
    directoryRevision: receipt.directory.revision,
    policyVersion: policy.version,
    policyDigest: policy.digest,
    decidedAt: receipt.decidedAt,
  };
  const base = { because: null, decisionId, stored: fingerprintOf(text), inputs };
  if (!recomputed) return { ...base, agrees: false, recomputed: null, differences: ['decision.party'] };
  const again = JSON.stringify(recomputed.receipt);
  const differences = [...besideReceipt(stored, recomputed), ...insideReceipt(text, again)];
  return { ...base, agrees: differences.length === 0, recomputed: fingerprintOf(again), differences };
}

/** A decision that nothing can be compared with, and why. */
export function notVerifiable({ decisionId, text }: StoredDecision, because: string): Verification {
  const base = { decisionId, stored: fingerprintOf(text), recomputed: null, inputs: null, differences: [] };
  return { ...base, agrees: null, because };
}

/** Why a receipt says nothing to this release; null when it does. */
export function tooOld(receipt: { readonly receiptVersion?: number }): string | null {
  if (receipt.receiptVersion === RECEIPT_VERSION) return null;
  return `The receipt has form ${receipt.receiptVersion ?? 1}; this release reads form ${RECEIPT_VERSION}.`;
}

function insideReceipt(stored: string, again: string): readonly string[] {
  if (stored === again) return [];
  const paths = differingPaths(JSON.parse(stored), JSON.parse(again));
  return paths.length > 0 ? paths : ['$ (the same values, written otherwise)'];
}

/** What the row says in columns of its own. */
function besideReceipt(stored: StoredDecision, { queue, clauseId, policyVersion }: Decision): readonly string[] {
  const differs = {
    queue: stored.queue !== queue,
    clauseId: stored.clauseId !== clauseId,
    policyVersion: stored.policyVersion !== policyVersion,
    decidedAt: epochMs(stored.decidedAt) !== epochMs(stored.receipt.decidedAt),
  };
  return Object.entries(differs).flatMap(([name, is]) => (is ? [`decision.${name}`] : []));
}

function fingerprintOf(text: string): Verification['stored'] {
  const bytes = Buffer.from(text);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}
