import { POKES } from '@demarc/contracts';
import { type Instant, WHOLE_DIRECTORY, epochMs, instantOf } from '@demarc/domain';
import { type Clock, type Log, type NatsConnection, Wakeable } from '@demarc/runtime';
import {
  DataSource,
  type Redecision,
  changedDeviceKeys,
  claimRedecision,
  commitRoutedBatch,
  extendRedecision,
  finishRedecision,
  inTransaction,
  incidentsNaming,
  isConflict,
  isPoison,
  loadClaimedEvents,
  loadKnownForUpdate,
  newId,
  repeatRedecision,
} from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { KnownTenants } from '../known-tenants.js';
import { OutboxRelay } from '../outbox-relay.js';
import { RouterMetrics } from '../router-metrics.js';
import { timingBy } from '../timing-by.js';
import { BUS, CLOCK, CONFIG, LOG, POLICIES, type Policies, type RouterConfig } from '../tokens.js';
import { type Reexamined, keysOfClaimed, planRedecision } from './plan-redecision.js';

type Asked = Pick<Reexamined, 'because' | 'record'>;

const DEVICES_AT_ONCE = 500;
const INCIDENTS_AT_ONCE = 50;
const ATTEMPTS_ON_CONFLICT = 5;
/** By then every router has heard of a directory, or holds nothing that it decided by the one before. */
const SECOND_LOOK_AFTER_MS = 3_000;
/** Long for fifty incidents, short for whoever waits when a router dies. */
const LEASE_MS = 15_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Decides incidents again when the directory changed or a person said something about one. Asked for by rows, so that
 * a crash forgets nothing; shared by all routers. Touches only incidents that name a changed device.
 */
@Injectable()
export class Redecider {
  readonly #wakeable = new Wakeable(() => this.#workOff());
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    private readonly known: KnownTenants,
    private readonly relay: OutboxRelay,
    private readonly metrics: RouterMetrics,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(POLICIES) private readonly policies: Policies,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    for (const poke of [POKES.redecide, POKES.anyDirectory]) {
      this.bus.subscribe(poke, { callback: () => this.wake() });
    }
    this.#timer = setInterval(() => this.wake(), this.config.DEMARC_ROUTER_POLL_MS);
  }

  wake(): void {
    this.#wakeable.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.#wakeable.settled();
  }

  async #workOff(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#next()));
    } catch (error) {
      this.log.warn({ err: error }, 'incidents could not be decided again yet; it is tried again');
    }
  }

  /** One that is due. The work commits by itself in small parts; what a stop interrupts is claimed again by another. */
  async #next(): Promise<boolean> {
    const claim = { now: this.clock.now(), leaseUntil: this.#in(LEASE_MS) };
    const asked = await claimRedecision(this.store, claim);
    if (!asked) return false;
    const { decided, changed } = await this.#redecide(asked);
    if (this.#stopped) return false;
    const { id, tenant, cause, pass } = asked;
    if (cause.reason === 'directory' && pass === 1)
      await repeatRedecision(this.store, id, this.#in(SECOND_LOOK_AFTER_MS));
    else await finishRedecision(this.store, id);
    if (decided > 0) this.log.info({ tenant, ...cause, pass, decided, changed }, 'decided again');
    return true;
  }

  async #redecide({ id, tenant, cause }: Redecision): Promise<{ decided: number; changed: number }> {
    const total = { decided: 0, changed: 0 };
    const decide = async (ids: readonly string[], asked: Asked) => {
      await extendRedecision(this.store, id, this.#in(LEASE_MS));
      total.decided += ids.length;
      total.changed += await this.#decideAgain(tenant, ids, asked);
    };
    if (cause.reason === 'flag') {
      const because = "A person judged the incident's impact on the service";
      await decide([cause.incidentId], { because, record: 'always' });
      return total;
    }
    if (this.known.revisionOf(tenant) < cause.revision) await this.known.ask();
    const because = `The directory changed (revision ${cause.revision})`;
    for await (const ids of this.#incidentsOf(tenant, cause.revision))
      await decide(ids, { because, record: 'changes' });
    return total;
  }

  /** Incidents that wait for the directory as a whole, then those that name a device which the import changed. */
  async *#incidentsOf(tenant: string, revision: number): AsyncGenerator<readonly string[]> {
    yield* this.#incidentsNaming(tenant, [WHOLE_DIRECTORY]);
    let after: string | null = null;
    for (;;) {
      const page = await changedDeviceKeys(this.store, tenant, revision, after, DEVICES_AT_ONCE);
      if (page.length > 0) yield* this.#incidentsNaming(tenant, [...new Set(page.flatMap(({ keys }) => keys))]);
      after = page.at(-1)?.deviceId ?? null;
      if (page.length < DEVICES_AT_ONCE || this.#stopped) return;
    }
  }

  async *#incidentsNaming(tenant: string, keys: readonly string[]): AsyncGenerator<readonly string[]> {
    const { DEMARC_REDECIDE_DAYS: days } = this.config;
    const openedSince = this.#in(-days * DAY_MS);
    let after: string | undefined;
    for (;;) {
      const page = { openedSince, limit: INCIDENTS_AT_ONCE, after };
      const ids = await incidentsNaming(this.store, tenant, keys, page);
      if (ids.length > 0) yield ids;
      after = ids.at(-1);
      if (ids.length < INCIDENTS_AT_ONCE) return;
    }
  }

  /** Answers how many incidents changed. One that cannot be decided again is logged and keeps none of the others waiting. */
  async #decideAgain(tenant: string, incidentIds: readonly string[], asked: Asked): Promise<number> {
    try {
      const changed = await this.#decideTogether(tenant, incidentIds, asked);
      this.metrics.redecided.inc({ outcome: 'changed' }, changed);
      this.metrics.redecided.inc({ outcome: 'same' }, Math.max(0, incidentIds.length - changed));
      if (changed > 0) this.relay.wake();
      return changed;
    } catch (error) {
      if (!isConflict(error) && !isPoison(error)) throw error;
      if (incidentIds.length === 1) {
        this.metrics.redecided.inc({ outcome: 'failed' });
        this.log.error({ err: error, tenant, incidentId: incidentIds[0] }, 'an incident could not be decided again');
        return 0;
      }
      const middle = Math.ceil(incidentIds.length / 2);
      const first = await this.#decideAgain(tenant, incidentIds.slice(0, middle), asked);
      return first + (await this.#decideAgain(tenant, incidentIds.slice(middle), asked));
    }
  }

  async #decideTogether(tenant: string, incidentIds: readonly string[], asked: Asked): Promise<number> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(this.store, async (client) => {
          const before = await loadClaimedEvents(client, tenant, incidentIds);
          if (before.length === 0) return 0;
          const known = await loadKnownForUpdate(client, keysOfClaimed(before));
          // Under the locks, since a newer version may have come in while they were waited for.
          const events = await loadClaimedEvents(client, tenant, incidentIds);
          const directoryOf = (name: string) => this.known.directoryOf(name);
          const timingOf = timingBy(this.known, this.policies);
          const planning = { now: this.clock.now(), newId, directoryOf, policies: this.policies, timingOf };
          const plan = planRedecision({ incidentIds, events, known, ...asked }, planning);
          await commitRoutedBatch(client, { ...plan, quarantined: [], settled: [] });
          return plan.changed.length + plan.opened.length;
        });
      } catch (error) {
        if (!isConflict(error) || attempt === ATTEMPTS_ON_CONFLICT) throw error;
      }
    }
  }

  #in(ms: number): Instant {
    return instantOf(epochMs(this.clock.now()) + ms);
  }
}
