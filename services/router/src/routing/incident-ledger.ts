import { announceChange, announceNotices } from '@demarc/contracts';
import {
  type Decision,
  type Incident,
  type IncidentCommand,
  type Instant,
  type Notice,
  type Party,
  type Sighting,
  type SourceEvent,
  type Timing,
  WHOLE_DIRECTORY,
  decide,
  decidedParty,
  deviceKey,
  evolve,
  isAbout,
  keysOfSubject,
  noticesOwed,
  scheduled,
  tellsMore,
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
  readonly timingOf: (tenant: string) => Timing;
}

/** One event can name hundreds of devices: an incident of more keys than this is looked at with every import. */
const NAMED_KEPT = 100;

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

  get now(): Instant {
    return this.#context.now;
  }

  /** An incident as it is now: what waits to be joined is joined first when it changes what the incident is about. */
  incident(id: string): Incident {
    const incident = this.#incidents.get(id)!;
    const waiting = this.#joining.get(id);
    if (!waiting || waiting.every(({ event }) => isAbout(incident, event))) return incident;
    this.#flush(id);
    return this.#incidents.get(id)!;
  }

  /** The open incident of a party with that correlation key, or null; what waits to be joined to it still waits. */
  openOf(tenant: string, correlationKey: string, party: Party): Incident | null {
    const id = this.#open.get(openKeyOf(tenant, correlationKey, party));
    const incident = id ? this.#incidents.get(id)! : null;
    return incident?.state === 'resolved' ? null : incident;
  }

  /** Whether this batch opened the incident, with that event. */
  wasOpenedBy(incidentId: string, eventId: string): boolean {
    return this.#opened.get(incidentId) === eventId;
  }

  /** Records a decision on an event of an incident, whatever follows from it. */
  decided({ eventId, decisionId, event, decision }: Sighting, incidentId: string): void {
    this.#decisions.push({ decisionId, eventId, incidentId, tenant: event.tenant, decision });
    this.#name(incidentId, event, decision);
  }

  /** Forgets by what an incident was found and takes what these decisions name. */
  rename(incidentId: string, sightings: readonly Sighting[]): void {
    const before = this.#named.get(incidentId) ?? new Set();
    this.#named.delete(incidentId);
    for (const { event, decision } of sightings) this.#name(incidentId, event, decision);
    const after = this.#named.get(incidentId) ?? new Set();
    this.#named.set(incidentId, after);
    if (before.size !== after.size || ![...after].every((key) => before.has(key))) this.#namedMore.add(incidentId);
    else this.#namedMore.delete(incidentId);
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

  leftBehind(): Omit<RoutedBatch, 'events' | 'quarantined' | 'settled'> {
    for (const incidentId of this.#joining.keys()) this.#flush(incidentId);
    const pick = (ids: Iterable<string>) => [...ids].map((id) => this.incident(id));
    const named = (id: string): NamedKeys => {
      return { incidentId: id, tenant: this.incident(id).tenant, keys: [...this.#named.get(id)!] };
    };
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
    const incident = this.#incidents.get(incidentId)!;
    const { decision } = tellsMore(sightings, incident) ?? sightings[0]!;
    this.#apply({ type: 'JoinEvents', sightings }, incident, decision);
  }

  #apply(command: IncidentCommand, incident: Incident | null, decision: Decision): void {
    const timing = this.#context.timingOf(incident?.tenant ?? tenantOf(command));
    const decided = decide(command, incident, this.#context.now, timing);
    if (!decided.ok) throw new Error(`A machine's command was refused: ${decided.detail}`);
    let current = incident;
    for (const change of decided.changes) {
      const before = current;
      current = scheduled(evolve(current, change), timing);
      this.#timeline.push({ incident: current, revision: current.revision, change });
      this.#announced.push(announceChange(current, change));
      this.#notices.push(...noticesOwed({ change, before, incident: current, decision }, this.#context.newId));
      this.#keep(before, current);
    }
  }

  #keep(before: Incident | null, incident: Incident): void {
    this.#incidents.set(incident.id, incident);
    this.#changed.add(incident.id);
    const { tenant, correlationKey } = incident;
    if (before) {
      const held = openKeyOf(tenant, correlationKey, decidedParty(before));
      if (this.#open.get(held) === incident.id) this.#open.delete(held);
    }
    const own = openKeyOf(tenant, correlationKey, decidedParty(incident));
    if (incident.state !== 'resolved' && !this.#open.has(own)) this.#open.set(own, incident.id);
  }

  /** By which keys of the directory the incident is found when a record changes: of its devices, twins and users. */
  #name(incidentId: string, event: SourceEvent, { receipt }: Decision): void {
    let named = this.#named.get(incidentId);
    if (!named) this.#named.set(incidentId, (named = new Set()));
    const before = named.size;
    for (const { subject, name, awaitsDirectory } of receipt.devices) {
      if (awaitsDirectory) named.add(WHOLE_DIRECTORY);
      for (const key of keysOfSubject(subject)) named.add(key);
      if (name) named.add(deviceKey.name(name));
    }
    for (const { type, name } of event.subjects) {
      if (name && (type === 'user' || type === 'mailbox')) named.add(deviceKey.user(name));
    }
    if (named.size > NAMED_KEPT) this.#named.set(incidentId, (named = new Set([WHOLE_DIRECTORY])));
    if (named.size !== before) this.#namedMore.add(incidentId);
  }
}

/** Only an opening comes without an incident. */
function tenantOf(command: IncidentCommand): string {
  if (command.type !== 'OpenIncident') throw new Error(`${command.type} needs an incident.`);
  return command.sighting.event.tenant;
}
