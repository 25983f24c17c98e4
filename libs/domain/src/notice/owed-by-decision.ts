import type { Queue } from '../policy/policy.js';
import type { Happened, Telling } from './happened.js';

/**
 * What follows from a decision: an assignment to a new owner, an advisory to the other party when the clause says so,
 * and a recall to who was told wrongly that it is theirs.
 */
export function owedByDecision({ change, before, incident, decision }: Happened): readonly Telling[] {
  const clause = decision
    ? `${decision.clauseId}: ${decision.receipt.clause.title}`
    : `${incident.clauseId}, policy ${incident.policyVersion}`;
  const inform = decision ? decision.inform : incident.informed && { queue: incident.informed, because: clause };
  const advisory = (toldAlready: readonly (Queue | null)[]): readonly Telling[] =>
    inform && !toldAlready.includes(inform.queue) ? [{ kind: 'advisory', ...inform }] : [];
  switch (change.type) {
    case 'incident.opened':
      return [{ kind: 'assignment', queue: incident.queue, because: clause }, ...advisory([])];
    case 'incident.handed-over': {
      const { queue } = change.to;
      const recall = `${queue} has it now. ${change.because}. ${clause}`;
      return [
        { kind: 'assignment', queue, because: clause },
        { kind: 'recall', queue: change.from.queue, because: recall },
        ...advisory([change.from.queue]),
      ];
    }
    case 'incident.redecided':
      return advisory([before?.informed ?? null]);
    default:
      return [];
  }
}
