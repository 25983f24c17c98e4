import {
  type Incident,
  type Sighting,
  decidedParty,
  eventName,
  isAbout,
  route,
  sameVerdict,
  verdictOf,
} from '@demarc/domain';
import { type ClaimedEvent, type EventKey, type Known, type RoutedBatch, eventKeyOf } from '@demarc/store';
import { IncidentLedger } from '../routing/incident-ledger.js';
import { placeEvent } from '../routing/place-event.js';
import type { Planning } from '../routing/plan-batch.js';

/** Incidents to decide again, with the newest version of each of their events and all that is locked with them. */
export interface Reexamined {
  readonly incidentIds: readonly string[];
  readonly events: readonly ClaimedEvent[];
  readonly known: Known;
  readonly because: string;
  /** `always` when a person asked: they want to see a decision that heard them, also one that changes nothing. */
  readonly record: 'changes' | 'always';
}

export type RedecisionPlan = Omit<RoutedBatch, 'quarantined' | 'settled'>;

export function keysOfClaimed(events: readonly ClaimedEvent[]): readonly EventKey[] {
  return events.map(({ event }) => event);
}

/**
 * What deciding incidents again leaves behind: nothing where the verdict is the same. An incident whose events all go
 * one way goes as a whole; else each event finds its place by itself. Pure.
 */
export function planRedecision(
  { incidentIds, events, known, because, record }: Reexamined,
  planning: Planning,
): RedecisionPlan {
  const ledger = new IncidentLedger(known, planning);
  const byIncident = Map.groupBy(events, ({ incidentId }) => incidentId);
  for (const id of incidentIds) {
    if (!known.incidents.has(id)) continue;
    const incident = ledger.incident(id);
    if (incident.state === 'resolved') continue;
    const claimed = (byIncident.get(id) ?? []).filter(({ event }) => isAbout(incident, event));
    redecide(ledger, incident, claimed, { known, because, record }, planning);
  }
  return { events: [], ...ledger.leftBehind() };
}

function redecide(
  ledger: IncidentLedger,
  incident: Incident,
  claimed: readonly ClaimedEvent[],
  { known, because, record }: Pick<Reexamined, 'known' | 'because' | 'record'>,
  planning: Planning,
): void {
  const homesOf = ({ event }: ClaimedEvent) =>
    (known.events.get(eventKeyOf(event.tenant, event.source, event.id))?.incidentIds ?? []).map((id) =>
      ledger.incident(id),
    );
  const sightings = claimed.map((one) => sightingsOf(one, incident, homesOf(one), planning));
  const elsewhere = claimed.flatMap((one) => {
    return homesOf(one).filter(
      (home) => home.id !== incident.id && home.state !== 'resolved' && isAbout(home, one.event),
    );
  });
  const whole = wholeVerdict(ledger, incident, sightings, elsewhere);
  if (whole) {
    ledger.rename(incident.id, sightings.flat());
    if (record === 'changes' && sameVerdict(verdictOf(whole), incident)) return;
    ledger.decided(whole, incident.id);
    ledger.command({ type: 'RedecideIncident', sighting: whole, because, record }, incident.id, whole.decision);
    return;
  }
  claimed.forEach((one, at) => {
    placeEvent(ledger, { event: one.event, sightings: sightings[at]!, homes: homesOf(one), how: 'again', because });
  });
}

/**
 * The decision that speaks for the whole incident, when all its events are one party's and that party has no other
 * open incident of the correlation or of one of the events (`elsewhere`: open incidents that are about them too): an open question before a settled one, the worst severity before the rest.
 */
function wholeVerdict(
  ledger: IncidentLedger,
  incident: Incident,
  sightings: readonly (readonly Sighting[])[],
  elsewhere: readonly Incident[],
): Sighting | null {
  const names = new Set(sightings.map(([first]) => eventName(first!.event)));
  // Of an incident that no longer lists its events, the newest ones speak for all.
  const complete = incident.claims?.every((claim) => names.has(claim)) ?? true;
  if (!complete || sightings.length === 0 || sightings.some(({ length }) => length !== 1)) return null;
  const all = sightings.map(([only]) => only!);
  const [{ decision: first }] = all as [Sighting];
  if (all.some(({ decision }) => decision.party !== first.party)) return null;
  if (elsewhere.some((other) => decidedParty(other) === first.party)) return null;
  const open = ledger.openOf(incident.tenant, incident.correlationKey, first.party);
  if (open && open.id !== incident.id) return null;
  const rank = ({ decision }: Sighting) => `${decision.provisional ? 0 : 1}${decision.severity}`;
  return all.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0]!;
}

function sightingsOf(
  { eventId, event }: ClaimedEvent,
  incident: Incident,
  homes: readonly Incident[],
  { now, newId, directoryOf, policies }: Planning,
): readonly Sighting[] {
  const compiled = policies.named(incident.policyVersion);
  const policy = compiled
    ? { compiled, because: `in force when ${incident.reference} was opened` }
    : policies.inForce(event.tenant, event.firstActivityAt);
  const flag = [incident, ...homes].find(({ serviceImpactFlag }) => serviceImpactFlag)?.serviceImpactFlag ?? null;
  const inputs = { policy, flag, now };
  return route(event, directoryOf(event.tenant), inputs).map((decision) => {
    return { eventId, decisionId: newId(), event, decision };
  });
}
