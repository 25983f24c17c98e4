import { announceChange, announceNotices } from '@demarc/contracts';
import {
  type Decision,
  type Incident,
  type IncidentCommand,
  type Instant,
  type Notice,
  type Party,
  type Sighting,
  WHOLE_DIRECTORY,
  decide,
  evolve,
  keysOfSubject,
  noticesOwed,
} from '@demarc/domain';
import {
  type DecisionRow,
  type Known,
  type NamedKeys,
  type OutboxMessage,
  type RoutedBatch,
  type TimelineRow,
  openKeyOf,
} from '@demarc/store';

export interface LedgerContext {
  readonly now: Instant;
  readonly newId: () => string;
}

/** One event can name hundreds of devices; what re-examines an incident needs to find it, not to list them. */
const NAMED_KEPT = 64;

/**
 * The incidents of a batch while it is planned, and all that the batch leaves behind. Events that join one incident
 * are joined in one step, unless something else is to happen to it before.
 */
export class IncidentLedger {
  readonly #context: LedgerContext;
  readonly #incidents = new Map<string, Incident>();
  readonly #open = new Map<string, string>();
  /** Incidents of this batch, with the event that opened each. */
  readonly #opened = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #named = new Map<string, Set<string>>();
  readonly #namedMore = new Set<string>();
  readonly #joining = new Map<string, Sighting[]>();
  readonly #decisions: DecisionRow[] = [];
  readonly #timeline: TimelineRow[] = [];
  readonly #notices: Notice[] = [];
  readonly #announced: OutboxMessage[] = [];

  constructor(known: Pick<Known, 'incidents' | 'open' | 'named'>, context: LedgerContext) {
    this.#context = context;
    for (const incident of known.incidents.values()) this.#incidents.set(incident.id, incident);
    for (const [key, incident] of known.open) this.#open.set(key, incident.id);
    for (const [id, keys] of known.named) this.#named.set(id, new Set(keys));
  }

  incident(id: string): Incident {
    return this.#incidents.get(id)!;
  }

  /** The open incident of a party with that correlation key, or null. */
  openOf(tenant: string, correlationKey: string, party: Party): Incident | null {
    const id = this.#open.get(openKeyOf(tenant, correlationKey, party));
    return id ? this.incident(id) : null;
  }

  /** Whether this batch opened the incident, with that event. */
  wasOpenedBy(incidentId: string, eventId: string): boolean {
    return this.#opened.get(incidentId) === eventId;
  }

  /** Records a decision on an event of an incident, whatever follows from it. */
  decided({ eventId, decisionId, event, decision }: Sighting, incidentId: string): void {
    this.#decisions.push({ decisionId, eventId, incidentId, tenant: event.tenant, decision });
    this.#name(incidentId, decision);
  }

  open(sighting: Sighting): Incident {
    const id = this.#context.newId();
    this.#opened.set(id, sighting.eventId);
    this.#apply({ type: 'OpenIncident', id, sighting }, null, sighting.decision);
    this.decided(sighting, id);
    return this.incident(id);
  }

  /** Waits for others of the same incident, unless it may change whether the incident is open: what follows must see that. */
  join(incident: Incident, sighting: Sighting): void {
    this.decided(sighting, incident.id);
    const waiting = this.#joining.get(incident.id);
    if (waiting) waiting.push(sighting);
    else this.#joining.set(incident.id, [sighting]);
    if (sighting.event.status === 'resolved' || incident.state === 'resolved') this.#flush(incident.id);
  }

  /** Carries a command out at once, after what waits to be joined. `decision` is what it follows from. */
  command(command: IncidentCommand, incidentId: string, decision: Decision): Incident {
    this.#flush(incidentId);
    this.#apply(command, this.incident(incidentId), decision);
    return this.incident(incidentId);
  }

  leftBehind(): Omit<RoutedBatch, 'events' | 'quarantined'> {
    for (const incidentId of this.#joining.keys()) this.#flush(incidentId);
    const pick = (ids: Iterable<string>) => [...ids].map((id) => this.incident(id));
    const named = (id: string): NamedKeys => ({ incidentId: id, keys: [...(this.#named.get(id) ?? [])] });
    return {
      decisions: this.#decisions,
      opened: pick(this.#opened.keys()),
      changed: pick(this.#changed).filter((incident) => !this.#opened.has(incident.id)),
      named: [...this.#namedMore].map(named),
      timeline: this.#timeline,
      notices: this.#notices,
      outbox: [...this.#announced, ...announceNotices(this.#notices)],
    };
  }

  #flush(incidentId: string): void {
    const sightings = this.#joining.get(incidentId);
    if (!sightings) return;
    this.#joining.delete(incidentId);
    this.#apply({ type: 'JoinEvents', sightings }, this.incident(incidentId), sightings[0]!.decision);
  }

  #apply(command: IncidentCommand, incident: Incident | null, decision: Decision): void {
    const decided = decide(command, incident, this.#context.now);
    if (!decided.ok) throw new Error(`A machine's command was refused: ${decided.detail}`);
    let current = incident;
    for (const change of decided.changes) {
      const before = current;
      current = evolve(current, change);
      this.#timeline.push({ incident: current, revision: current.revision, change });
      this.#announced.push(announceChange(current, change));
      this.#notices.push(...noticesOwed(change, decision, before, current, this.#context.newId));
      this.#keep(before, current);
    }
  }

  #keep(before: Incident | null, incident: Incident): void {
    this.#incidents.set(incident.id, incident);
    this.#changed.add(incident.id);
    const { tenant, correlationKey } = incident;
    if (before) {
      const held = openKeyOf(tenant, correlationKey, before.party);
      if (this.#open.get(held) === incident.id) this.#open.delete(held);
    }
    if (incident.state !== 'resolved') this.#open.set(openKeyOf(tenant, correlationKey, incident.party), incident.id);
  }

  /** By which keys of the directory the incident is found when a device's record changes. */
  #name(incidentId: string, { receipt }: Decision): void {
    if (receipt.devices.length === 0) return;
    let named = this.#named.get(incidentId);
    if (!named) this.#named.set(incidentId, (named = new Set()));
    const before = named.size;
    for (const device of receipt.devices) {
      if (device.awaitsDirectory) named.add(WHOLE_DIRECTORY);
      for (const key of keysOfSubject(device.subject)) {
        if (named.size < NAMED_KEPT) named.add(key);
      }
    }
    if (named.size > before) this.#namedMore.add(incidentId);
  }
}
