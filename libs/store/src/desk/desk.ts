import {
  type Decided,
  type Incident,
  type IncidentChange,
  type IncidentCommand,
  type Instant,
  type Notice,
  type Timing,
  decide,
  evolve,
  noticesOwed,
  scheduled,
} from '@demarc/domain';
import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';
import type { OutboxMessage } from '../outbox/outbox-message.js';
import { noteSettled } from '../reconcile/note-settled.js';
import { type MovedDecisions, moveDecisions } from './move-decisions.js';
import { insertNotices, insertOutbox } from '../routing/commit-routed-batch.js';
import type { TimelineRow } from '../routing/routed-batch.js';
import { insertIncidents, insertTimeline, updateIncidents } from '../queue/save-incidents.js';

/** How changes and notices become messages; what they look like is not the store's to know. */
export interface Announcer {
  readonly change: (incident: Incident, change: IncidentChange) => OutboxMessage;
  readonly notices: (notices: readonly Notice[]) => readonly OutboxMessage[];
}

export interface DeskContext {
  readonly client: PoolClient;
  readonly now: Instant;
  readonly announce: Announcer;
}

/**
 * Incidents that people or time work on, in one transaction: locked in id order, changed by commands, and saved with
 * their timeline, notices and messages. The one road to change an incident beside the router's batches.
 */
export class Desk {
  readonly #incidents = new Map<string, Incident>();
  readonly #changed = new Set<string>();
  readonly #opened = new Map<string, readonly string[]>();
  readonly #timeline: TimelineRow[] = [];
  readonly #notices: Notice[] = [];
  readonly #outbox: OutboxMessage[] = [];
  readonly #moved: MovedDecisions[] = [];

  constructor(
    private readonly context: DeskContext,
    private readonly timingOf: (tenant: string) => Timing,
  ) {}

  get now(): Instant {
    return this.context.now;
  }

  /** Takes over an incident that the caller holds locked. */
  take(incident: Incident): void {
    this.#incidents.set(incident.id, incident);
  }

  /** As it is by now. Throws when nobody took it here: a mistake in code. */
  incident(id: string): Incident {
    const incident = this.#incidents.get(id);
    if (!incident) throw new Error(`Incident ${id} is not on this desk.`);
    return incident;
  }

  /** Carries a command out, or answers why not; a refusal changes nothing. */
  carryOut(command: IncidentCommand, id: string): Decided {
    const incident = this.incident(id);
    const timing = this.timingOf(incident.tenant);
    const decided = decide(command, incident, this.now, timing);
    if (!decided.ok) return decided;
    let current = incident;
    for (const change of decided.changes) {
      const before = current;
      current = scheduled(evolve(before, change), timing);
      this.#record(before, current, change);
    }
    return decided;
  }

  /** Opens an incident that comes from another one; `named` are the directory's keys under which it is found. */
  open(opening: Extract<IncidentChange, { type: 'incident.opened' }>, named: readonly string[]): Incident {
    const { tenant } = opening.incident;
    const incident = scheduled(evolve(null, opening), this.timingOf(tenant));
    this.#opened.set(incident.id, named);
    this.#record(null, incident, opening);
    return incident;
  }

  /** What is due may follow from other service levels by now: worked out again, and saved. */
  reschedule(id: string): void {
    const incident = this.incident(id);
    this.#incidents.set(id, scheduled(incident, this.timingOf(incident.tenant)));
    this.#changed.add(id);
  }

  /** Places decisions in another incident, once that is saved: nobody may see what is of an incident that is not there. */
  moveDecisions(moved: MovedDecisions): void {
    this.#moved.push(moved);
  }

  async save(): Promise<void> {
    const { client, announce } = this.context;
    const pick = (ids: Iterable<string>) => [...ids].map((id) => this.incident(id));
    await updateIncidents(client, pick([...this.#changed].filter((id) => !this.#opened.has(id))));
    const named = new Map(
      pick(this.#opened.keys()).map(({ id, tenant }) => [id, { incidentId: id, tenant, keys: this.#opened.get(id)! }]),
    );
    await insertIncidents(client, pick(this.#opened.keys()), named);
    for (const moved of this.#moved) await moveDecisions(client, moved);
    await insertTimeline(client, this.#timeline);
    await insertNotices(client, this.#notices);
    await insertOutbox(client, [...this.#outbox, ...announce.notices(this.#notices)]);
    await noteSettled(client, { incidents: pick(this.#opened.keys()), notices: this.#notices });
  }

  #record(before: Incident | null, incident: Incident, change: IncidentChange): void {
    this.#incidents.set(incident.id, incident);
    this.#changed.add(incident.id);
    this.#timeline.push({ incident, before, revision: incident.revision, change });
    this.#notices.push(...noticesOwed({ change, before, incident, decision: null }, newId));
    this.#outbox.push(this.context.announce.change(incident, change));
  }
}
