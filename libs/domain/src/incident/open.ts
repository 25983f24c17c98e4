import { type Instant, earlier, epochMs, later } from '../event/instant.js';
import type { Decision } from '../policy/decision.js';
import { DEMARC } from './actor.js';
import { type IncidentChange, JOINED_IDS_KEPT } from './change.js';
import { CLAIMS_KEPT, type Incident, REOPEN_WITHIN_HOURS, type Sighting, decidedParty } from './incident.js';
import { referenceOf } from './reference.js';
import { startedTimer } from './timing.js';
import { verdictOf } from './verdict.js';

const HOUR_MS = 60 * 60_000;

/** What names an event whatever its version: an incident's `claims`. */
export const eventName = ({ source, id }: Pick<Sighting['event'], 'source' | 'id'>): string => `${source}\n${id}`;

/** A first event becomes an incident. */
export function openIncident(id: string, sighting: Sighting, now: Instant): IncidentChange[] {
  const { event, decision, eventId } = sighting;
  const incident: Incident = {
    id,
    tenant: event.tenant,
    reference: referenceOf(id),
    state: 'new',
    ...verdictOf(sighting),
    decidedQueue: decision.queue,
    kind: event.kind,
    area: event.area,
    severity: decision.severity,
    sourceSeverity: event.severity,
    title: event.title,
    about: aboutOf(sighting),
    source: event.source,
    correlationKey: event.correlationKey,
    serviceImpactFlag: null,
    linked: [],
    claims: [eventName(event)],
    assignee: null,
    offer: null,
    refusals: 0,
    disputedAt: null,
    snoozed: null,
    waiting: null,
    internal: event.serviceRaised === true && decision.party === 'microsoft',
    mergedInto: null,
    timers: { 'first-response': startedTimer(now) },
    escalation: null,
    dues: [],
    loweredFrom: null,
    eventCount: 1,
    firstActivityAt: event.firstActivityAt,
    lastActivityAt: event.lastActivityAt,
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolution: null,
    revision: 1,
  };
  const opened: IncidentChange = { type: 'incident.opened', at: now, actor: DEMARC, incident, eventId };
  return resolvesByItself(sighting) ? [opened, resolvedBySource(now)] : [opened];
}

/** Further events, or versions of the same, of an incident that exists. */
export function joinEvents(sightings: readonly Sighting[], incident: Incident, now: Instant): IncidentChange[] {
  const result: IncidentChange[] = [
    {
      type: 'incident.events-joined',
      at: now,
      actor: DEMARC,
      eventIds: sightings.slice(0, JOINED_IDS_KEPT).map((sighting) => sighting.eventId),
      count: sightings.length,
      newClaims: newClaims(sightings, incident),
      firstActivityAt: sightings.map((sighting) => sighting.event.firstActivityAt).reduce(earlier),
      lastActivityAt: sightings.map((sighting) => sighting.event.lastActivityAt).reduce(later),
    },
    ...tellMore(sightings, incident, now),
    ...raiseSeverity(sightings.map(({ decision }) => decision).reduce(moreSevere), incident, now),
  ];
  const newest = sightings.at(-1)!;
  if (incident.state !== 'resolved' && resolvesByItself(newest)) {
    result.push(resolvedBySource(now));
  } else if (incident.state === 'resolved' && activeAgain(newest, incident) && !isRecurrence(incident, now)) {
    result.push({ type: 'incident.reopened', at: now, actor: DEMARC, because: 'the source reported new activity' });
  }
  return result;
}

function newClaims(sightings: readonly Sighting[], { claims }: Incident): readonly string[] | null {
  if (claims === null) return null;
  const added = new Set<string>();
  for (const { event } of sightings) {
    const name = eventName(event);
    if (!claims.includes(name)) added.add(name);
    if (claims.length + added.size > CLAIMS_KEPT) return null;
  }
  return [...added];
}

/**
 * Severity only rises by events (`DECISIONS.md`), and the clocks with it; what a person lowered it from is not news.
 * What got worse does not sleep on.
 */
export function raiseSeverity(
  { severity: to, clocks }: Pick<Decision, 'severity' | 'clocks'>,
  incident: Incident,
  now: Instant,
): IncidentChange[] {
  const { severity: from, loweredFrom, snoozed } = incident;
  const bar = loweredFrom !== null && loweredFrom < from ? loweredFrom : from;
  if (to >= bar) return [];
  const raised: IncidentChange = { type: 'incident.severity-raised', at: now, actor: DEMARC, from, to, clocks };
  return snoozed
    ? [raised, { type: 'incident.woken', at: now, actor: DEMARC, because: `severity ${to} now` }]
    : [raised];
}

/** The first of some events, decided as their incident is, that asks for the other party to be told. */
export function tellsMore(sightings: readonly Sighting[], incident: Incident): Sighting | null {
  const party = decidedParty(incident);
  return sightings.find(({ decision }) => decision.inform !== null && decision.party === party) ?? null;
}

/** The other party was not to be told of what was known so far; of this it is. */
function tellMore(sightings: readonly Sighting[], incident: Incident, now: Instant): IncidentChange[] {
  const telling = incident.informed === null ? tellsMore(sightings, incident) : null;
  if (!telling) return [];
  const { decisionId, decidedQueue: queue, clauseId, policyVersion, provisional, review, clocks } = incident;
  const party = decidedParty(incident);
  const { inform } = telling.decision;
  const from = { clauseId, policyVersion, provisional, informed: null };
  const to = {
    decisionId,
    party,
    queue,
    clauseId,
    policyVersion,
    provisional,
    review,
    clocks,
    informed: inform!.queue,
  };
  const { eventId } = telling;
  return [{ type: 'incident.redecided', at: now, actor: DEMARC, from, to, because: inform!.because, eventId }];
}

/** New activity of its own event after it was resolved. */
export function activeAgain({ event }: Sighting, incident: Incident): boolean {
  return event.status === 'firing' && incident.resolvedAt !== null && event.lastActivityAt > incident.resolvedAt;
}

/** It was over for so long that what comes back is a new incident, linked to this one (domain 2.3). */
export function isRecurrence({ resolvedAt }: Incident, now: Instant): boolean {
  return resolvedAt !== null && epochMs(now) - epochMs(resolvedAt) > REOPEN_WITHIN_HOURS * HOUR_MS;
}

/** A source may end an operational incident; a security alert that resolved itself still wants a person's look. */
function resolvesByItself({ event }: Sighting): boolean {
  return event.kind === 'operational' && event.status === 'resolved';
}

function resolvedBySource(now: Instant): IncidentChange {
  const resolution = { classification: null, determination: null, note: 'The source reported it resolved.' };
  return { type: 'incident.resolved', at: now, actor: DEMARC, by: 'source', resolution };
}

/** A device of this half, as people call it; else whatever else is named. */
function aboutOf({ event, decision }: Sighting): string | null {
  const device = decision.receipt.devices.find(({ subject, name }) => subject.role === 'affected' && name);
  const named = event.subjects.find(
    (subject) =>
      subject.role === 'affected' && subject.name && !(decision.receipt.otherHalf && subject.type === 'device'),
  );
  return device?.name ?? named?.name ?? null;
}

function moreSevere(a: Decision, b: Decision): Decision {
  return a.severity <= b.severity ? a : b;
}
