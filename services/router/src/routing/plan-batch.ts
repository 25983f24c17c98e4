import { type Decoded, type EventMessage, announceChange, announceNotices, decodeMessage } from '@demarc/contracts';
import {
  type Decision,
  type Directory,
  type Incident,
  type IncidentCommand,
  type Instant,
  type Policy,
  type Sighting,
  type SourceEvent,
  decide,
  evolve,
  incidentOf,
  isStale,
  noticesOwed,
  route,
} from '@demarc/domain';
import {
  type DecisionRow,
  type EventKey,
  type EventRow,
  type Known,
  type OutboxMessage,
  type RoutedBatch,
  type TenantRow,
  type TimelineRow,
  eventKeyOf,
  openKeyOf,
} from '@demarc/store';
import type { BusMessage } from '@demarc/runtime';

/** A message that could be read, with the events in it. */
export interface ReadMessage {
  readonly message: BusMessage;
  readonly events: readonly SourceEvent[];
}

export interface Planning {
  readonly now: Instant;
  readonly newId: () => string;
  readonly directoryOf: (tenant: string) => Directory;
  readonly policyFor: (tenant: string, at: Instant) => Policy;
}

export type EventOutcome = 'opened' | 'joined' | 'updated' | 'outdated' | 'duplicate';

export interface Plan {
  readonly batch: Omit<RoutedBatch, 'quarantined'>;
  readonly outcomes: Readonly<Record<EventOutcome, number>>;
}

export function decodeEvent(message: BusMessage, tenants: ReadonlyMap<string, TenantRow>): Decoded {
  const wanted: EventMessage = {
    subject: message.subject,
    headers: message.headers,
    body: message.body,
    receivedAt: message.publishedAt,
  };
  return decodeMessage(wanted, tenants);
}

export function keysOf(messages: readonly ReadMessage[]): readonly EventKey[] {
  return messages.flatMap(({ events }) => events);
}

/**
 * What a batch of events leaves behind, given what the store knows: a pure function, so that a redelivered or
 * conflicting batch is simply planned again. Events of one incident within the batch are joined in one step.
 */
export function planBatch(messages: readonly ReadMessage[], known: Known, planning: Planning): Plan {
  return new BatchPlan(known, planning).plan(messages);
}

class BatchPlan {
  readonly #known: Known;
  readonly #planning: Planning;
  readonly #versions = new Map<string, Set<string>>();
  /** The incidents an event id is in, this batch included. */
  readonly #homes = new Map<string, string[]>();
  readonly #incidents = new Map<string, Incident>();
  readonly #open = new Map<string, string>();
  readonly #opened = new Set<string>();
  readonly #changed = new Set<string>();
  /** Sightings that wait to be joined to their incident in one step. */
  readonly #joining = new Map<string, Sighting[]>();
  readonly #events: EventRow[] = [];
  readonly #decisions: DecisionRow[] = [];
  readonly #timeline: TimelineRow[] = [];
  readonly #notices: RoutedBatch['notices'][number][] = [];
  readonly #announced: OutboxMessage[] = [];
  readonly #outcomes: Record<EventOutcome, number> = { opened: 0, joined: 0, updated: 0, outdated: 0, duplicate: 0 };

  constructor(known: Known, planning: Planning) {
    this.#known = known;
    this.#planning = planning;
    for (const incident of known.incidents.values()) this.#incidents.set(incident.id, incident);
    for (const [key, incident] of known.open) this.#open.set(key, incident.id);
  }

  plan(messages: readonly ReadMessage[]): Plan {
    for (const { message, events } of messages) this.#planMessage(message, events);
    for (const incidentId of this.#joining.keys()) this.#flush(incidentId);
    const pick = (ids: Set<string>) => [...ids].map((id) => this.#incidents.get(id)!);
    return {
      batch: {
        events: this.#events,
        decisions: this.#decisions,
        opened: pick(this.#opened),
        changed: pick(this.#changed).filter((incident) => !this.#opened.has(incident.id)),
        timeline: this.#timeline,
        notices: this.#notices,
        outbox: [...this.#announced, ...announceNotices(this.#notices)],
      },
      outcomes: this.#outcomes,
    };
  }

  #planMessage(message: BusMessage, events: readonly SourceEvent[]): void {
    const messageId = this.#planning.newId();
    let raw: Uint8Array | null = message.body;
    for (const event of events) {
      const key = eventKeyOf(event.tenant, event.source, event.id);
      const versions = this.#versionsOf(key);
      if (versions.has(event.version)) {
        this.#outcomes.duplicate += 1;
        continue;
      }
      const newest = [...versions].reduce<string | null>((a, b) => (a === null || b > a ? b : a), null);
      versions.add(event.version);
      const { subject, streamSeq, publishedAt: receivedAt, headers } = message;
      const row: EventRow = {
        eventId: this.#planning.newId(),
        messageId,
        event,
        subject,
        streamSeq,
        receivedAt,
        headers,
        raw,
      };
      this.#events.push(row);
      raw = null;
      this.#planEvent(row, key, newest);
    }
  }

  #planEvent({ eventId, event }: EventRow, key: string, newest: string | null): void {
    const { now, directoryOf, policyFor } = this.#planning;
    const policy = policyFor(event.tenant, event.firstActivityAt);
    for (const decision of route(event, directoryOf(event.tenant), policy, now)) {
      const sighting: Sighting = { eventId, event, decision };
      const incident = this.#homeOf(key, event, decision);
      if (!incident) {
        this.#openIncident(sighting, key);
        this.#outcomes.opened += 1;
        continue;
      }
      this.#decided(sighting, incident.id, key);
      if (isStale(event.version, newest)) {
        this.#outcomes.outdated += 1;
        continue;
      }
      this.#outcomes[newest === null ? 'joined' : 'updated'] += 1;
      this.#join(incident, sighting);
    }
  }

  #homeOf(key: string, event: SourceEvent, decision: Decision): Incident | null {
    const homes = (this.#homes.get(key) ?? []).map((id) => this.#incidents.get(id)!);
    const own = homes.find((incident) => incident.party === decision.party) ?? homes[0] ?? null;
    const openId = this.#open.get(openKeyOf(event.tenant, event.correlationKey, decision.party));
    return incidentOf(own, openId ? this.#incidents.get(openId)! : null);
  }

  #openIncident(sighting: Sighting, key: string): void {
    const id = this.#planning.newId();
    this.#opened.add(id);
    this.#apply({ type: 'OpenIncident', id, sighting }, null, sighting);
    this.#decided(sighting, id, key);
  }

  #decided({ eventId, event, decision }: Sighting, incidentId: string, key: string): void {
    const homes = this.#homes.get(key) ?? [];
    if (!homes.includes(incidentId)) this.#homes.set(key, [...homes, incidentId]);
    const decisionId = this.#planning.newId();
    this.#decisions.push({ decisionId, eventId, incidentId, tenant: event.tenant, decision });
  }

  /** Waits for others of the same incident, unless it may change whether the incident is open: what follows must see that. */
  #join(incident: Incident, sighting: Sighting): void {
    const waiting = this.#joining.get(incident.id);
    if (waiting) waiting.push(sighting);
    else this.#joining.set(incident.id, [sighting]);
    if (sighting.event.status === 'resolved' || incident.state === 'resolved') this.#flush(incident.id);
  }

  #flush(incidentId: string): void {
    const sightings = this.#joining.get(incidentId);
    if (!sightings) return;
    this.#joining.delete(incidentId);
    this.#changed.add(incidentId);
    this.#apply({ type: 'JoinEvents', sightings }, this.#incidents.get(incidentId)!, sightings[0]!);
  }

  #apply(command: IncidentCommand, incident: Incident | null, sighting: Sighting): void {
    const decided = decide(command, incident, this.#planning.now);
    if (!decided.ok) throw new Error(`A machine's command was refused: ${decided.detail}`);
    let current = incident;
    for (const change of decided.changes) {
      current = evolve(current, change);
      this.#timeline.push({ incident: current, revision: current.revision, change });
      this.#announced.push(announceChange(current, change));
      this.#notices.push(...noticesOwed(change, sighting.decision, this.#planning.newId));
    }
    this.#keep(current!);
  }

  #keep(incident: Incident): void {
    this.#incidents.set(incident.id, incident);
    const key = openKeyOf(incident.tenant, incident.correlationKey, incident.party);
    if (incident.state !== 'resolved') this.#open.set(key, incident.id);
    else if (this.#open.get(key) === incident.id) this.#open.delete(key);
  }

  #versionsOf(key: string): Set<string> {
    let versions = this.#versions.get(key);
    if (!versions) {
      const known = this.#known.events.get(key);
      versions = new Set(known?.versions);
      this.#versions.set(key, versions);
      if (known) this.#homes.set(key, [...known.incidentIds]);
    }
    return versions;
  }
}
