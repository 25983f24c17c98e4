import {
  type Decoded,
  type EventMessage,
  type KnownTenant,
  decodeMessage,
  keptHeaders,
  subjectOf,
} from '@demarc/contracts';
import {
  type Directory,
  type Incident,
  type Instant,
  PROVIDER,
  type PolicyInForce,
  type SourceEvent,
  type Timing,
  decidedParty,
  isAbout,
  isStale,
  route,
} from '@demarc/domain';
import type { BusMessage } from '@demarc/runtime';
import { type EventKey, type EventRow, type Known, type RoutedBatch, eventKeyOf } from '@demarc/store';
import type { Policies } from '../tokens.js';
import { IncidentLedger } from './incident-ledger.js';
import { placeEvent } from './place-event.js';

/** A message that could be read, with the events in it. */
export interface ReadMessage {
  readonly message: BusMessage;
  readonly events: readonly SourceEvent[];
}

export interface Planning {
  readonly now: Instant;
  readonly newId: () => string;
  readonly directoryOf: (tenant: string) => Directory;
  readonly policies: Policies;
  readonly timingOf: (tenant: string) => Timing;
}

export type EventOutcome = 'opened' | 'joined' | 'updated' | 'outdated' | 'duplicate';

export interface Plan {
  readonly batch: Omit<RoutedBatch, 'quarantined' | 'settled'>;
  readonly outcomes: Readonly<Record<EventOutcome, number>>;
}

/** What the service says about itself and no customer: the provider is no tenant, and has this one subject. */
const OF_THE_PROVIDER = subjectOf.ownEvent(PROVIDER);
const ONLY_THE_PROVIDER = new Map<string, KnownTenant>([[PROVIDER, { name: PROVIDER, entraTenantId: null }]]);

export function decodeEvent(message: BusMessage, tenants: ReadonlyMap<string, KnownTenant>): Decoded {
  const wanted: EventMessage = {
    subject: message.subject,
    headers: message.headers,
    body: message.body,
    receivedAt: message.publishedAt,
  };
  return decodeMessage(wanted, message.subject === OF_THE_PROVIDER ? ONLY_THE_PROVIDER : tenants);
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
  readonly #ledger: IncidentLedger;
  readonly #versions = new Map<string, Set<string>>();
  /** The incidents an event id is in, this batch included. */
  readonly #homes = new Map<string, readonly string[]>();
  readonly #events: EventRow[] = [];
  readonly #outcomes: Record<EventOutcome, number> = { opened: 0, joined: 0, updated: 0, outdated: 0, duplicate: 0 };

  constructor(known: Known, planning: Planning) {
    this.#known = known;
    this.#planning = planning;
    this.#ledger = new IncidentLedger(known, planning);
  }

  plan(messages: readonly ReadMessage[]): Plan {
    for (const { message, events } of messages) this.#planMessage(message, events);
    return { batch: { events: this.#events, ...this.#ledger.leftBehind() }, outcomes: this.#outcomes };
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
      const { subject, streamSeq, publishedAt: receivedAt } = message;
      // With the bytes, once: a message may be thousands of events.
      const headers = raw ? keptHeaders(message.headers) : {};
      const eventId = this.#planning.newId();
      this.#events.push({ eventId, messageId, event, subject, streamSeq, receivedAt, headers, raw });
      raw = null;
      this.#outcomes[this.#planEvent(eventId, event, key, newest)] += 1;
    }
  }

  #planEvent(eventId: string, event: SourceEvent, key: string, newest: string | null): EventOutcome {
    const { now, newId, directoryOf } = this.#planning;
    const homes = (this.#homes.get(key) ?? []).map((id) => this.#ledger.incident(id));
    const flag = homes.find(({ serviceImpactFlag }) => serviceImpactFlag)?.serviceImpactFlag ?? null;
    const inputs = { policy: this.#policyFor(event, homes), flag, now };
    const sightings = route(event, directoryOf(event.tenant), inputs).map((decision) => {
      return { eventId, decisionId: newId(), event, decision };
    });
    if (homes.length > 0 && isStale(event.version, newest)) {
      for (const sighting of sightings) {
        const home = homes.find((one) => decidedParty(one) === sighting.decision.party) ?? homes[0]!;
        this.#ledger.decided(sighting, home.id);
      }
      return 'outdated';
    }
    const because = `A newer version of event ${event.id} was decided`;
    const placed = placeEvent(this.#ledger, { event, sightings, homes, how: 'arrived', because });
    const all = new Set([...homes.map(({ id }) => id), ...placed]);
    this.#homes.set(key, [...all]);
    if (newest !== null) return 'updated';
    return placed.some((id) => this.#ledger.wasOpenedBy(id, eventId)) ? 'opened' : 'joined';
  }

  /** An incident stays under the policy it was opened under: a policy that is published or adopted later disturbs nothing. */
  #policyFor(event: SourceEvent, homes: readonly Incident[]): PolicyInForce {
    const { policies } = this.#planning;
    const home = homes.find((candidate) => isAbout(candidate, event)) ?? homes[0];
    const compiled = home && policies.named(home.policyVersion);
    if (!compiled) return policies.inForce(event.tenant, event.firstActivityAt);
    return { compiled, because: `in force when ${home.reference} was opened` };
  }

  #versionsOf(key: string): Set<string> {
    let versions = this.#versions.get(key);
    if (!versions) {
      const known = this.#known.events.get(key);
      versions = new Set(known?.versions);
      this.#versions.set(key, versions);
      if (known) this.#homes.set(key, known.incidentIds);
    }
    return versions;
  }
}
