import type { Instant } from '../event/instant.js';
import type { IncidentChange } from '../incident/change.js';
import type { Decision } from '../policy/route.js';
import type { Notice } from './notice.js';

/** The notices that a change owes: an assignment to the owner and, when the clause says so, an advisory to the other party. */
export function noticesOwed(change: IncidentChange, decision: Decision, newId: () => string): readonly Notice[] {
  if (change.type !== 'incident.opened') return [];
  const { id: incidentId, tenant } = change.incident;
  const owed = (kind: Notice['kind'], queue: Notice['queue'], because: string, owedAt: Instant): Notice => ({
    id: newId(),
    tenant,
    incidentId,
    kind,
    queue,
    because,
    owedAt,
  });
  const assignment = owed(
    'assignment',
    decision.queue,
    `${decision.clauseId}: ${decision.receipt.clause.title}`,
    change.at,
  );
  if (!decision.inform) return [assignment];
  return [assignment, owed('advisory', decision.inform.queue, decision.inform.because, change.at)];
}
