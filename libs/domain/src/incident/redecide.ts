import type { Instant } from '../event/instant.js';
import { DEMARC } from './actor.js';
import type { IncidentChange, Verdict } from './change.js';
import type { IncidentCommand, IncidentName } from './command.js';
import type { Incident, Sighting } from './incident.js';
import { eventName, raiseSeverity } from './open.js';
import { verdictOf } from './verdict.js';

/**
 * What a new decision on the events of an incident changes: custody moves when the owner's team does, and is recorded
 * in any case when the clause, its certainty or whom to tell is another. Nothing when all that stayed, unless it is to
 * be recorded always. Who took it over by agreement keeps it: the decision only says who would have answered for it.
 */
export function redecideIncident(
  { sighting, because, record = 'changes' }: Extract<IncidentCommand, { type: 'RedecideIncident' }>,
  incident: Incident,
  now: Instant,
): IncidentChange[] {
  const verdict = verdictOf(sighting);
  const { eventId, decision } = sighting;
  const severity = raiseSeverity(decision, incident, now);
  const to = { ...verdict, clocks: keptClocks(verdict, decision, incident) };
  const byAgreement = incident.queue !== incident.decidedQueue;
  if (to.queue !== incident.decidedQueue && !byAgreement) {
    const { party, queue, state, assignee } = incident;
    const from = { party, queue, state, assignee };
    return [{ type: 'incident.handed-over', at: now, actor: DEMARC, from, to, because, eventId }, ...severity];
  }
  if (record === 'changes' && sameVerdict(to, incident)) return severity;
  const { clauseId, policyVersion, provisional, informed } = incident;
  const from = { clauseId, policyVersion, provisional, informed };
  const settled = { ...to, informed: byAgreement ? informed : (to.informed ?? informed) };
  return [{ type: 'incident.redecided', at: now, actor: DEMARC, from, to: settled, because, eventId }, ...severity];
}

/** Whether a decision says what the incident stands on already; which decision said it does not matter. */
export function sameVerdict(to: Verdict, incident: Incident): boolean {
  return (
    to.queue === incident.decidedQueue &&
    to.clauseId === incident.clauseId &&
    to.policyVersion === incident.policyVersion &&
    to.provisional === incident.provisional &&
    // Who was told is not told the contrary.
    (to.informed === null || to.informed === incident.informed) &&
    to.review.join() === incident.review.join()
  );
}

/** Severity never falls by itself, and neither do the clocks that belong to it; a clause without clocks stops them. */
function keptClocks({ clocks }: Verdict, { severity }: Sighting['decision'], incident: Incident): Verdict['clocks'] {
  return clocks && severity > incident.severity ? (incident.clocks ?? clocks) : clocks;
}

export function letEventGo(sighting: Sighting, to: IncidentName, because: string, now: Instant): IncidentChange[] {
  const { eventId, event } = sighting;
  const { id, reference } = to;
  const claim = eventName(event);
  return [{ type: 'incident.event-left', at: now, actor: DEMARC, eventId, claim, to: id, reference, because }];
}

/** Closed here because another incident goes on with its events. */
export function continueElsewhere(into: IncidentName, because: string, now: Instant): IncidentChange[] {
  const note = `${because} It goes on as ${into.reference}, which belongs to ${into.party === 'microsoft' ? 'Microsoft' : 'the customer'}.`;
  const resolution = { classification: null, determination: null, note };
  return [{ type: 'incident.resolved', at: now, actor: DEMARC, by: 'custody', resolution }];
}

/** Once for each pair, however often the two meet. */
export function linkIncident(
  { to, because, actor = DEMARC }: Extract<IncidentCommand, { type: 'LinkIncident' }>,
  incident: Incident,
  now: Instant,
): IncidentChange[] {
  if (to.id === incident.id || incident.linked.includes(to.id)) return [];
  const { id, reference, party } = to;
  return [{ type: 'incident.linked', at: now, actor, to: id, reference, party, because }];
}
