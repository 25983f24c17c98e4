import type { Verdict } from './change.js';
import type { Sighting } from './incident.js';

/** What a decision means for the incident that the event is in. */
export function verdictOf({ decisionId, decision }: Pick<Sighting, 'decisionId' | 'decision'>): Verdict {
  const { party, queue, clauseId, policyVersion, provisional, review, inform, clocks } = decision;
  const informed = inform?.queue ?? null;
  return { decisionId, party, queue, clauseId, policyVersion, provisional, review, informed, clocks };
}
