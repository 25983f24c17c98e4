import { type NoticeMessage } from '@demarc/contracts';
import { epochMs, instantOf } from '@demarc/domain';
import { type Clock, type Log, isDueAgain } from '@demarc/runtime';
import { type DataSource, bringBackDeliveries, claimDueDeliveries, loadReachableAgain } from '@demarc/store';
import { makeDigests } from './digests.js';
import { LONGEST_RETRY_AFTER_MS } from './next-attempt.js';
import { planForgotten } from './plan-forgotten.js';
import type { Planner } from './planner.js';
import { sendableOf } from './sendable.js';
import type { Sender } from './sender.js';
import { tellMaintenance } from './tell-maintenance.js';

export interface DuePumpOptions {
  readonly store: DataSource;
  readonly clock: Clock;
  readonly sender: Sender;
  readonly planner: Planner;
  readonly log: Log;
  readonly pollMs: number;
  readonly leaseMs: number;
}

const CLAIMED_AT_ONCE = 500;
/** Above that many held, claiming more would only make leases run out in queues. */
const MOST_HELD = 5_000;
const REPLANNED_AT_ONCE = 500;
const REPLAN_EVERY_MS = 30_000;
const MEND_EVERY_MS = 10_000;
/** Nothing is put off so far, whatever a receiver asks for. */
const FARTHEST_MS = 1.5 * LONGEST_RETRY_AFTER_MS;

/**
 * Sends what is due: retries, redriven deliveries, those whose sender died, what was kept back, and digests of what was
 * too much at once. It tells of maintenance that begins or ends, and every half minute it plans notices that nobody could
 * be told of before, once their party has a contact.
 * Several processes pump at once; the database gives each row to one of them.
 */
export class DuePump {
  readonly #options: DuePumpOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<number> | null = null;
  #replannedAt = Number.NEGATIVE_INFINITY;
  #mendedAt = Number.NEGATIVE_INFINITY;

  constructor(options: DuePumpOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (!this.#running) void this.run().catch(() => undefined);
    }, this.#options.pollMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running?.catch(() => 0);
  }

  /** Claims and starts everything that is due by now; answers how many deliveries. One run at a time. */
  async run(): Promise<number> {
    await this.#running?.catch(() => 0);
    this.#running = this.#pass().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Contacts may have changed: the next run plans what was unreachable, however recently it looked. */
  replanSoon(): void {
    this.#replannedAt = Number.NEGATIVE_INFINITY;
  }

  /** Plans unreachable notices whose party has a contact by now; answers how many. */
  async replan(): Promise<number> {
    const { store, planner, sender } = this.#options;
    const notices = (await loadReachableAgain(store, REPLANNED_AT_ONCE)) as NoticeMessage[];
    await sender.take(await planner.plan(notices));
    return notices.length;
  }

  async #pass(): Promise<number> {
    const { store, clock, sender, leaseMs, log } = this.#options;
    try {
      await this.#replanWhenDue();
      await tellMaintenance(store, clock);
      await sender.take(await makeDigests(store, clock, leaseMs));
      let total = 0;
      while (sender.held < MOST_HELD) {
        const now = clock.now();
        const leaseUntil = instantOf(epochMs(now) + leaseMs);
        const due = await claimDueDeliveries(store, { now, leaseUntil, limit: CLAIMED_AT_ONCE });
        await sender.take(due.map((delivery) => sendableOf(delivery, leaseUntil)));
        total += due.length;
        if (due.length < CLAIMED_AT_ONCE) break;
      }
      return total;
    } catch (error) {
      log.error({ err: error }, 'due deliveries cannot be claimed now');
      throw error;
    }
  }

  /** What no ordinary way would tell: notices whose messages are lost, and deliveries that a wrong clock put off. */
  async #mend(nowMs: number): Promise<void> {
    const { store, log } = this.#options;
    const latest = instantOf(nowMs + FARTHEST_MS);
    const deliveries = await bringBackDeliveries(store, { now: instantOf(nowMs), latest });
    if (deliveries > 0) log.warn({ deliveries }, 'deliveries that a clock ahead of ours had put off are due now');
    await planForgotten(this.#options);
  }

  async #replanWhenDue(): Promise<void> {
    const nowMs = epochMs(this.#options.clock.now());
    if (isDueAgain(this.#mendedAt, MEND_EVERY_MS, nowMs)) {
      this.#mendedAt = nowMs;
      await this.#mend(nowMs);
    }
    if (!isDueAgain(this.#replannedAt, REPLAN_EVERY_MS, nowMs)) return;
    this.#replannedAt = nowMs;
    await this.replan();
  }
}
