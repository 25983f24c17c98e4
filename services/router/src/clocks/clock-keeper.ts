import { announceChange, announceNotices } from '@demarc/contracts';
import { type Due, type Instant, epochMs, instantOf } from '@demarc/domain';
import { type Clock, type Log, Wakeable, isDueAgain } from '@demarc/runtime';
import { DataSource, dueIncidents, forgetAnswers, isPoison, passTime, passTimeOfOne, postponeDue } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { KnownTenants } from '../known-tenants.js';
import { OutboxRelay } from '../outbox-relay.js';
import { timingBy } from '../timing-by.js';
import { CLOCK, CONFIG, LOG, POLICIES, type Policies, type RouterConfig } from '../tokens.js';
import { ClockMetrics } from './clock-metrics.js';

/** In one transaction: few enough that people who want one of them hardly wait. */
const INCIDENTS_AT_ONCE = 100;
const TRY_AGAIN_AFTER_MS = 5 * 60_000;
const FORGET_EVERY_MS = 10 * 60_000;
const FORGOTTEN_AT_ONCE = 10_000;
const MS_PER_S = 1_000;
const ANNOUNCER = { change: announceChange, notices: announceNotices };

/**
 * Lets happen what is due: warnings, breaches, steps of escalations, offers that nobody answered, silence, snoozes that
 * end. Any number of routers share the work; what was due while none ran happens once, in order, when one is back.
 */
@Injectable()
export class ClockKeeper {
  readonly #wakeable = new Wakeable(() => this.#workOff());
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: DataSource,
    private readonly known: KnownTenants,
    private readonly relay: OutboxRelay,
    private readonly metrics: ClockMetrics,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(POLICIES) private readonly policies: Policies,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
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
      while (!this.#stopped && (await this.#tick()) === INCIDENTS_AT_ONCE);
      await this.#forget();
    } catch (error) {
      this.log.warn({ err: error }, 'what is due cannot be carried out now; it is tried again');
    }
  }

  /** Answers how many incidents were claimed. */
  async #tick(): Promise<number> {
    const started = performance.now();
    const now = this.clock.now();
    try {
      const passed = await passTime(this.store, { ...this.#passing(now), limit: INCIDENTS_AT_ONCE });
      this.#account(passed.fired, now);
      return passed.incidents;
    } catch (error) {
      if (!isPoison(error)) throw error;
      return await this.#oneByOne(now);
    } finally {
      this.metrics.tick.observe((performance.now() - started) / MS_PER_S);
    }
  }

  /** One that cannot be carried out must not keep the others waiting. */
  async #oneByOne(now: Instant): Promise<number> {
    const ids = await dueIncidents(this.store, now, INCIDENTS_AT_ONCE);
    for (const incidentId of ids) {
      try {
        this.#account(await passTimeOfOne(this.store, incidentId, this.#passing(now)), now);
      } catch (error) {
        if (!isPoison(error)) throw error;
        this.metrics.fired.inc({ clock: 'any', outcome: 'failed' });
        this.log.error({ err: error, incidentId }, 'what is due of an incident cannot be carried out; later again');
        await postponeDue(this.store, incidentId, instantOf(epochMs(now) + TRY_AGAIN_AFTER_MS));
      }
    }
    return ids.length;
  }

  #passing(now: Instant) {
    return { now, announce: ANNOUNCER, timingOf: timingBy(this.known, this.policies) };
  }

  #account(fired: readonly Due[], now: Instant): void {
    if (fired.length === 0) return;
    this.relay.wake();
    for (const { clock, phase, at } of fired) {
      this.metrics.fired.inc({ clock, outcome: phase });
      this.metrics.lateness.observe(Math.max(0, epochMs(now) - epochMs(at)) / MS_PER_S);
    }
    this.log.info({ fired: fired.length }, 'what was due happened');
  }

  /** Answers to keyed requests are kept for a week. */
  async #forget(): Promise<void> {
    const now = this.clock.now();
    if (!isDueAgain(this.#forgotAt, FORGET_EVERY_MS, epochMs(now))) return;
    this.#forgotAt = epochMs(now);
    await forgetAnswers(this.store, now, FORGOTTEN_AT_ONCE);
  }
}
