import { type Instant } from '../event/instant.js';
import type { IncidentChange } from './change.js';
import type { DeskCommand } from './desk-command.js';
import { type Decided, changed, refused } from './decided.js';
import { type Actor, CLAIMS_KEPT, type Incident } from './incident.js';
import { referenceOf } from './reference.js';
import { startedTimer } from './timing.js';

type Given<Type extends DeskCommand['type']> = Extract<DeskCommand, { readonly type: Type }>;

/** Closed here, because another incident of the same party goes on with what it was about. */
export function mergeIncident(
  { actor, into, reason }: Given<'MergeIncident'>,
  incident: Incident,
  now: Instant,
): Decided {
  const fault = whyNotTogether(incident, into);
  if (fault) return refused('wrong-state', incident, fault);
  const note = `${reason} It goes on as ${into.reference}.`;
  const resolution = { classification: null, determination: null, note };
  return changed([{ type: 'incident.resolved', at: now, actor, by: 'merge', resolution, into: into.id }]);
}

export function absorbIncident(
  { actor, from, reason }: Given<'AbsorbIncident'>,
  incident: Incident,
  now: Instant,
): Decided {
  const { id, reference, eventCount: count, firstActivityAt, lastActivityAt, severity } = from;
  const absorbed: IncidentChange = {
    type: 'incident.absorbed',
    at: now,
    actor,
    from: id,
    reference,
    because: reason,
    count,
    newClaims: newClaimsOf(from, incident),
    firstActivityAt,
    lastActivityAt,
  };
  if (severity >= incident.severity) return changed([absorbed]);
  const raised = { from: incident.severity, to: severity, clocks: from.clocks };
  return changed([absorbed, { type: 'incident.severity-raised', at: now, actor, ...raised }]);
}

function whyNotTogether(incident: Incident, into: Incident): string | null {
  const { reference } = incident;
  if (into.id === incident.id) return `${reference} cannot be merged into itself.`;
  if (into.tenant !== incident.tenant || into.party !== incident.party)
    return `${reference} and ${into.reference} are not held by the same party; link them instead.`;
  if (into.state === 'resolved') return `${into.reference} is resolved; merge into one that is open.`;
  if (incident.offer || into.offer) return 'One of the two is offered to somebody; wait for the answer or withdraw it.';
  return null;
}

function newClaimsOf(from: Incident, into: Incident): readonly string[] | null {
  if (from.claims === null || into.claims === null) return null;
  const added = from.claims.filter((claim) => !into.claims!.includes(claim));
  return into.claims.length + added.length > CLAIMS_KEPT ? null : added;
}

/** Some of its events go on in an incident of their own. */
export function splitIncident(
  { actor, id, claims, count, reason }: Given<'SplitIncident'>,
  incident: Incident,
  now: Instant,
): Decided {
  const { reference, eventCount } = incident;
  if (claims.length === 0) return refused('wrong-state', incident, `Name the events of ${reference} that go.`);
  if (count >= eventCount)
    return refused('wrong-state', incident, `${reference} has ${eventCount} events; at least one of them has to stay.`);
  const to = { to: id, reference: referenceOf(id), claims, count, because: reason };
  return changed([{ type: 'incident.split-off', at: now, actor, ...to }]);
}

type Opening = Extract<IncidentChange, { readonly type: 'incident.opened' }>;

/** What a new incident takes from the one it comes from, and the opening of its timeline. */
export interface Offspring {
  readonly id: string;
  readonly actor: Actor;
  /** The row of the event it is opened with. */
  readonly eventId: string;
  readonly decisionId: string;
  readonly claims: Incident['claims'];
  readonly eventCount: number;
  /** Another correlation when the one of `from` stays in use there. */
  readonly correlationKey: string;
}

/** An incident that comes from another one, by a split or because what was over came back. */
export function offspringOf(from: Incident, offspring: Offspring, now: Instant): Opening {
  const { id, actor, eventId, ...taken } = offspring;
  const incident: Incident = {
    ...from,
    ...taken,
    id,
    reference: referenceOf(id),
    state: 'new',
    assignee: null,
    offer: null,
    refusals: 0,
    disputedAt: null,
    snoozed: null,
    waiting: null,
    mergedInto: null,
    timers: { 'first-response': startedTimer(now) },
    escalation: null,
    dues: [],
    linked: [],
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolution: null,
    revision: 1,
  };
  return { type: 'incident.opened', at: now, actor, incident, eventId };
}
