import {
  type Decision,
  type Incident,
  type Party,
  type Sighting,
  type SourceEvent,
  REOPEN_WITHIN_HOURS,
  activeAgain,
  decidedParty,
  incidentOf,
  isAbout,
  isOnlyAbout,
  isRecurrence,
  sameVerdict,
  verdictOf,
} from '@demarc/domain';
import type { IncidentLedger } from './incident-ledger.js';

/** An event with all that was decided on it: one sighting for each party that owns a part. */
export interface Placing {
  readonly event: SourceEvent;
  readonly sightings: readonly Sighting[];
  /** The incidents an earlier version of the event is in. */
  readonly homes: readonly Incident[];
  /** `arrived`: a new event or version; `again`: one that is there already was decided again. */
  readonly how: 'arrived' | 'again';
  readonly because: string;
}

/**
 * Puts each part of an event where its owner is:
 * - in the incident of that party that the event is in already, else in the party's open one of the same correlation;
 * - the incident of a party that owns nothing of it any more is handed over when it is about nothing else,
 *   and otherwise lets the event go;
 * - else a new one is opened.
 * Incidents of both parties that share the event or its correlation are linked. Answers the incidents' ids.
 */
export function placeEvent(ledger: IncidentLedger, placing: Placing): readonly string[] {
  const parties = new Set(placing.sightings.map(({ decision }) => decision.party));
  const abandoned = placing.homes.filter((home) => !parties.has(decidedParty(home)) && isAbout(home, placing.event));
  const placed = placing.sightings.map((sighting) => placeSighting(ledger, sighting, placing, abandoned));
  for (const { id } of abandoned) {
    if (!placed.includes(id)) abandon(ledger, ledger.incident(id), ledger.incident(placed[0]!), placing);
  }
  linkAll(ledger, placed, placing);
  return placed;
}

function placeSighting(
  ledger: IncidentLedger,
  sighting: Sighting,
  placing: Placing,
  abandoned: readonly Incident[],
): string {
  const { event, decision } = sighting;
  const own = ownHome(placing, decision.party);
  const mover = abandoned.find((incident) => isOnlyAbout(incident, event));
  const home = incidentOf(own, openFor(ledger, sighting, [own, mover]));
  if (home && comesBack(ledger, home, sighting, placing)) return recur(ledger, home, sighting);
  if (home) return stay(ledger, home, sighting, placing);
  if (!mover) return ledger.open(sighting).id;
  if (mover.state === 'resolved' && !(placing.how === 'arrived' && activeAgain(sighting, mover))) {
    // It is over, and nothing new happened: that it would be another's is recorded, and moves nobody.
    arrive(ledger, mover, sighting, placing);
    return mover.id;
  }
  return handOver(ledger, mover, sighting, placing);
}

/**
 * The party's open incident of the event's correlation, or of the one under which it came in at first: sources merge
 * incidents, so that a later version of an alert may name another than the incident it is in.
 */
function openFor(
  ledger: IncidentLedger,
  { event, decision }: Sighting,
  homes: readonly (Incident | null | undefined)[],
): Incident | null {
  for (const { correlationKey } of [event, ...homes.filter((home) => home != null)]) {
    const open = ledger.openOf(event.tenant, correlationKey, decision.party);
    if (open) return open;
  }
  return null;
}

/** What was over for a day does not begin again: it is a new incident, linked to the old one (domain 2.3). */
function comesBack(ledger: IncidentLedger, home: Incident, sighting: Sighting, { how }: Placing): boolean {
  return (
    how === 'arrived' && home.state === 'resolved' && activeAgain(sighting, home) && isRecurrence(home, ledger.now)
  );
}

function recur(ledger: IncidentLedger, home: Incident, sighting: Sighting): string {
  const { id } = ledger.open(sighting);
  for (const [from, to] of [
    [id, home.id],
    [home.id, id],
  ] as const) {
    const because = `it came back, having been resolved for more than ${REOPEN_WITHIN_HOURS} hours`;
    ledger.command({ type: 'LinkIncident', to: ledger.incident(to), because }, from, sighting.decision);
  }
  return id;
}

function stay(ledger: IncidentLedger, home: Incident, sighting: Sighting, placing: Placing): string {
  const { event } = sighting;
  const joins = placing.how === 'arrived' || !isAbout(home, event);
  const wasOnly = isOnlyAbout(home, event);
  if (joins) ledger.join(home, sighting);
  if (!wasOnly || sameVerdict(verdictOf(sighting), home)) return home.id;
  // A join may have opened or closed it: only what is open is decided again.
  const now = ledger.incident(home.id);
  if (now.state === 'resolved') return home.id;
  if (!joins) ledger.decided(sighting, home.id);
  ledger.command({ type: 'RedecideIncident', sighting, because: placing.because }, home.id, sighting.decision);
  return home.id;
}

function handOver(ledger: IncidentLedger, mover: Incident, sighting: Sighting, placing: Placing): string {
  arrive(ledger, mover, sighting, placing);
  // The very version that names another owner may say that it is over.
  if (ledger.incident(mover.id).state === 'resolved') return mover.id;
  ledger.command({ type: 'RedecideIncident', sighting, because: placing.because }, mover.id, sighting.decision);
  return mover.id;
}

function arrive(ledger: IncidentLedger, home: Incident, sighting: Sighting, { how }: Placing): void {
  if (how === 'arrived') ledger.join(home, sighting);
  else if (home.state !== 'resolved') ledger.decided(sighting, home.id);
}

/** An incident whose party owns nothing of the event any more, while another incident has it. */
function abandon(
  ledger: IncidentLedger,
  incident: Incident,
  into: Incident,
  { event, sightings, because }: Placing,
): void {
  const [sighting] = sightings;
  if (incident.state === 'resolved') return;
  if (isOnlyAbout(incident, event)) {
    ledger.command({ type: 'ContinueElsewhere', into, because: `${because}.` }, incident.id, sighting!.decision);
  } else if (incident.claims !== null) {
    ledger.command({ type: 'LetEventGo', sighting: sighting!, to: into, because }, incident.id, sighting!.decision);
  }
}

/** Over both sides only: what one party has of the same trouble it finds in its own queue. */
function linkAll(ledger: IncidentLedger, placed: readonly string[], placing: Placing): void {
  const { event, sightings, homes } = placing;
  const decisionOf = new Map<string, Decision>(placed.map((id, at) => [id, sightings[at]!.decision]));
  const around = (['microsoft', 'customer'] as const).flatMap((party: Party) => {
    const open = ledger.openOf(event.tenant, event.correlationKey, party);
    return open ? [open.id] : [];
  });
  const all = new Set([...placed, ...around, ...homes.map(({ id }) => id)]);
  if (all.size < 2) return;
  const because = sightings.length > 1 ? 'halves of one event' : 'the same attack or trouble';
  for (const id of all) {
    for (const other of all) {
      const incident = ledger.incident(id);
      if (decidedParty(incident) === decidedParty(ledger.incident(other)) || incident.linked.includes(other)) continue;
      const decision = decisionOf.get(id) ?? sightings[0]!.decision;
      ledger.command({ type: 'LinkIncident', to: ledger.incident(other), because }, id, decision);
    }
  }
}

/** The party's incident that is about the event, an open one first; else an open one that the event was in before. */
function ownHome({ homes, event }: Placing, party: Party): Incident | null {
  const open = (home: Incident) => home.state !== 'resolved';
  const own = homes.filter((home) => decidedParty(home) === party);
  const about = own.filter((home) => isAbout(home, event));
  return about.find(open) ?? about[0] ?? own.find(open) ?? null;
}
