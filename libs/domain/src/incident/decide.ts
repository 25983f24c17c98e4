import { type Instant, earlier, later } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import { type IncidentChange, JOINED_IDS_KEPT } from './change.js';
import { ALLOWED_FROM, type IncidentCommand, OWNER_ONLY, type Refusal } from './command.js';
import type { Actor, Incident, Sighting } from './incident.js';
import { referenceOf } from './reference.js';

export type Decided =
  { readonly ok: true; readonly changes: readonly IncidentChange[] } | ({ readonly ok: false } & Refusal);

export const DEMARC: Actor = { party: 'demarc', name: 'demarc' };

/**
 * What a command means for an incident: the changes to record, in order, or a refusal with its reason.
 * Pure: `now` is the only time it knows. Changes nothing itself; `evolve` applies the changes.
 */
export function decide(command: IncidentCommand, incident: Incident | null, now: Instant): Decided {
  const state = incident?.state ?? 'absent';
  if (!ALLOWED_FROM[command.type].includes(state))
    return refuse('wrong-state', incident, wrongState(command, incident));
  if (OWNER_ONLY.has(command.type) && incident && 'actor' in command && command.actor.party !== incident.party) {
    return refuse(
      'not-owner',
      incident,
      `${incident.reference} is held by ${incident.queue}; ${command.actor.party} cannot do this`,
    );
  }
  switch (command.type) {
    case 'OpenIncident':
      return changes(open(command.id, command.sighting, now));
    case 'JoinEvents':
      return changes(join(command.sightings, incident!, now));
    case 'AcknowledgeIncident':
      return changes([{ type: 'incident.acknowledged', at: now, actor: command.actor }]);
    case 'AssignIncident':
      return changes(assign(command.actor, command.to, incident!, now));
    case 'CommentOnIncident':
      return changes([
        {
          type: 'incident.commented',
          at: now,
          actor: command.actor,
          text: command.text,
          visibility: command.visibility,
        },
      ]);
    case 'ResolveIncident':
      return changes([
        { type: 'incident.resolved', at: now, actor: command.actor, by: 'person', resolution: command.resolution },
      ]);
    default:
      return command satisfies never;
  }
}

function open(id: string, sighting: Sighting, now: Instant): IncidentChange[] {
  const { event, decision } = sighting;
  const incident: Incident = {
    id,
    tenant: event.tenant,
    reference: referenceOf(id),
    state: 'new',
    party: decision.party,
    queue: decision.queue,
    kind: event.kind,
    area: event.area,
    severity: decision.severity,
    sourceSeverity: event.severity,
    title: event.title,
    about: aboutOf(sighting),
    source: event.source,
    correlationKey: event.correlationKey,
    clauseId: decision.clauseId,
    policyVersion: decision.policyVersion,
    provisional: decision.provisional,
    assignee: null,
    eventCount: 1,
    firstActivityAt: event.firstActivityAt,
    lastActivityAt: event.lastActivityAt,
    openedAt: now,
    acknowledgedAt: null,
    resolvedAt: null,
    resolution: null,
    revision: 1,
  };
  const opened: IncidentChange = {
    type: 'incident.opened',
    at: now,
    actor: DEMARC,
    incident,
    eventId: sighting.eventId,
  };
  return resolvesByItself(sighting) ? [opened, resolvedBySource(now)] : [opened];
}

function join(sightings: readonly Sighting[], incident: Incident, now: Instant): IncidentChange[] {
  const result: IncidentChange[] = [
    {
      type: 'incident.events-joined',
      at: now,
      actor: DEMARC,
      eventIds: sightings.slice(0, JOINED_IDS_KEPT).map((sighting) => sighting.eventId),
      count: sightings.length,
      firstActivityAt: sightings.map((sighting) => sighting.event.firstActivityAt).reduce(earlier),
      lastActivityAt: sightings.map((sighting) => sighting.event.lastActivityAt).reduce(later),
    },
  ];
  const worst = sightings.map((sighting) => sighting.decision.severity).reduce(moreSevere);
  if (worst !== incident.severity && moreSevere(worst, incident.severity) === worst) {
    result.push({ type: 'incident.severity-raised', at: now, actor: DEMARC, from: incident.severity, to: worst });
  }
  const newest = sightings.at(-1)!;
  if (incident.state !== 'resolved' && resolvesByItself(newest)) {
    result.push(resolvedBySource(now));
  } else if (incident.state === 'resolved' && activeAgain(newest, incident)) {
    result.push({ type: 'incident.reopened', at: now, actor: DEMARC, because: 'the source reported new activity' });
  }
  return result;
}

function assign(actor: Actor, to: string, incident: Incident, now: Instant): IncidentChange[] {
  const assigned: IncidentChange = { type: 'incident.assigned', at: now, actor, from: incident.assignee, to };
  return incident.state === 'new' ? [{ type: 'incident.acknowledged', at: now, actor }, assigned] : [assigned];
}

/** A source may end an operational incident; a security alert that resolved itself still wants a person's look. */
function resolvesByItself({ event }: Sighting): boolean {
  return event.kind === 'operational' && event.status === 'resolved';
}

function activeAgain({ event }: Sighting, incident: Incident): boolean {
  return event.status === 'firing' && incident.resolvedAt !== null && event.lastActivityAt > incident.resolvedAt;
}

function resolvedBySource(now: Instant): IncidentChange {
  const resolution = { classification: null, determination: null, note: 'The source reported it resolved.' };
  return { type: 'incident.resolved', at: now, actor: DEMARC, by: 'source', resolution };
}

function aboutOf({ event, decision }: Sighting): string | null {
  const device = decision.receipt.devices.find(({ subject, name }) => subject.role === 'affected' && name);
  const named = event.subjects.find((subject) => subject.role === 'affected' && subject.name);
  return device?.name ?? named?.name ?? null;
}

function moreSevere(a: Severity, b: Severity): Severity {
  return a <= b ? a : b;
}

function wrongState(command: IncidentCommand, incident: Incident | null): string {
  if (!incident) return `${command.type}: there is no such incident`;
  return `${incident.reference} is ${incident.state} already; for this it must be ${ALLOWED_FROM[command.type].join(' or ')}`;
}

function refuse(code: Refusal['code'], incident: Incident | null, detail: string): Decided {
  return { ok: false, code, detail, incident };
}

function changes(list: IncidentChange[]): Decided {
  return { ok: true, changes: list };
}
