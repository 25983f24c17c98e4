import { partyOf } from '../policy/policy.js';
import type { Happened, Telling } from './happened.js';
import type { Notice } from './notice.js';
import { owedByDecision } from './owed-by-decision.js';
import { owedByDesk } from './owed-by-desk.js';

/**
 * The notices that a change owes, by the decision it follows from or by the rules of the desk, which are no clause of a
 * policy. What is internal to Microsoft is never told to the customer.
 */
export function noticesOwed(happened: Happened, newId: () => string): readonly Notice[] {
  const { incident, decision } = happened;
  const { clauseId, policyVersion } = decision ?? incident;
  return [
    ...owedUnder({ clauseId, policyVersion }, owedByDecision(happened), happened, newId),
    ...owedUnder({ clauseId: null, policyVersion: null }, owedByDesk(happened), happened, newId),
  ];
}

function owedUnder(
  under: Pick<Notice, 'clauseId' | 'policyVersion'>,
  told: readonly Telling[],
  { change, incident }: Happened,
  newId: () => string,
): readonly Notice[] {
  const { id: incidentId, tenant, internal } = incident;
  return told
    .filter(({ queue }) => !(internal && partyOf(queue) === 'customer'))
    .map(({ kind, queue, because, audience = 'team', details = null }) => {
      return { id: newId(), tenant, incidentId, kind, queue, audience, because, ...under, details, owedAt: change.at };
    });
}
