import { POKES } from '@demarc/contracts';
import { type Clock, type Log, type NatsConnection, Wakeable } from '@demarc/runtime';
import {
  type ClaimedMessage,
  DataSource,
  type Redriven,
  claimRedriving,
  inTransaction,
  isConflict,
  isPoison,
  recordRedriven,
} from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { KnownTenants } from '../known-tenants.js';
import { OutboxRelay } from '../outbox-relay.js';
import { RouterMetrics } from '../router-metrics.js';
import { BatchRouter } from '../routing/route-batch.js';
import { BUS, CLOCK, CONFIG, LOG, type RouterConfig } from '../tokens.js';
import { type ReadAgain, asRead, readAgain, redrivenBy } from './redrive-plan.js';

const MESSAGES_AT_ONCE = 100;

/**
 * Reads quarantined messages again that somebody asked for, in the order in which they came, one router at a time. What
 * a message becomes and what its row says of it are one transaction: a crash in between does not exist, and asking twice
 * does it once.
 */
@Injectable()
export class QuarantineRedriver {
  readonly #wakeable = new Wakeable(() => this.#workOff());
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    private readonly known: KnownTenants,
    private readonly router: BatchRouter,
    private readonly relay: OutboxRelay,
    private readonly metrics: RouterMetrics,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.bus.subscribe(POKES.quarantine, { callback: () => this.wake() });
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
      while (!this.#stopped && (await this.#next(MESSAGES_AT_ONCE)) > 0);
    } catch (error) {
      this.log.warn({ err: error }, 'quarantined messages cannot be read again now; it is tried again');
    }
  }

  /** Answers how many were claimed. When the store refuses them together, the first is tried alone. */
  async #next(limit: number): Promise<number> {
    try {
      return await this.#redrive(limit);
    } catch (error) {
      if (isConflict(error) || !isPoison(error)) throw error;
      if (limit > 1) return this.#next(1);
      return this.#refuseFirst(error as Error);
    }
  }

  async #redrive(limit: number): Promise<number> {
    let read: readonly ReadAgain[] = [];
    let results: readonly Redriven[] = [];
    const plan = await this.router.commit(
      async (client) => {
        read = await this.#readAll(await claimRedriving(client, limit));
        return { readable: read.map(asRead).filter((one) => one !== null), quarantined: [], settled: [] };
      },
      async (client, planned) => {
        results = redrivenBy(planned, read);
        await recordRedriven(client, results, this.clock.now());
      },
    );
    if (read.length === 0) return 0;
    this.relay.wake();
    this.metrics.planned(plan);
    const refused = results.filter(({ what }) => what === 'refused').length;
    this.log.info({ ...plan.outcomes, messages: read.length, refused }, 'quarantined messages were read again');
    return read.length;
  }

  async #readAll(claimed: readonly ClaimedMessage[]): Promise<readonly ReadAgain[]> {
    const first = claimed.map((one) => readAgain(one, this.known.tenants));
    if (first.every(({ decoded }) => decoded.ok || decoded.reason !== 'unknown-tenant')) return first;
    // It may have been created a moment ago, just for this.
    await this.known.ask();
    return claimed.map((one) => readAgain(one, this.known.tenants));
  }

  async #refuseFirst(error: Error): Promise<number> {
    return inTransaction(this.store, async (client) => {
      const [first] = await claimRedriving(client, 1);
      if (!first) return 0;
      const { id } = first.item;
      this.log.error({ err: error, quarantineId: id }, 'the store refuses this message');
      const why = { reason: 'processing-failed', field: null, detail: error.message };
      await recordRedriven(client, [{ id, what: 'refused', as: first.as, ...why }], this.clock.now());
      return 1;
    });
  }
}
