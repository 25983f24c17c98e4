import type { IncidentChange } from '../incident/change.js';
import type { Incident } from '../incident/incident.js';
import type { Decision } from '../policy/decision.js';
import type { Queue } from '../policy/policy.js';
import type { Notice, NoticeKind } from './notice.js';

/**
 * The notices that a change owes: an assignment to a new owner, an advisory to the other party when the clause says so,
 * and a recall to who was told wrongly that it is theirs. `decision` is the one the change follows from, `before` the
 * incident before the change (null when it is opened).
 */
export function noticesOwed(
  change: IncidentChange,
  decision: Decision,
  before: Incident | null,
  incident: Incident,
  newId: () => string,
): readonly Notice[] {
  const owed = (kind: NoticeKind, queue: Queue, because: string): Notice => {
    const { id: incidentId, tenant } = incident;
    const { clauseId, policyVersion } = decision;
    return {
      id: newId(),
      tenant,
      incidentId,
      kind,
      queue,
      audience: 'team',
      because,
      clauseId,
      policyVersion,
      details: null,
      owedAt: change.at,
    };
  };
  const clause = `${decision.clauseId}: ${decision.receipt.clause.title}`;
  const advisory = (toldAlready: readonly (Queue | null)[]): readonly Notice[] => {
    const { inform } = decision;
    return inform && !toldAlready.includes(inform.queue) ? [owed('advisory', inform.queue, inform.because)] : [];
  };
  switch (change.type) {
    case 'incident.opened':
      return [owed('assignment', decision.queue, clause), ...advisory([])];
    case 'incident.handed-over': {
      const recall = `${decision.queue} has it now. ${change.because}. ${clause}`;
      return [
        owed('assignment', decision.queue, clause),
        owed('recall', change.from.queue, recall),
        ...advisory([change.from.queue]),
      ];
    }
    case 'incident.redecided':
      return advisory([before?.informed ?? null]);
    case 'incident.resolved':
      return change.by === 'custody' ? [owed('recall', incident.queue, change.resolution.note ?? clause)] : [];
    default:
      return [];
  }
}
