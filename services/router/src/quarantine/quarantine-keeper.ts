import { epochMs, instantOf } from '@demarc/domain';
import { type Clock, type Log, type NatsConnection, Wakeable, publisherOf } from '@demarc/runtime';
import { DataSource, expireQuarantined, inTransaction, keepWarnings } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { RouterMetrics } from '../router-metrics.js';
import { BUS, CLOCK, CONFIG, LOG, type RouterConfig } from '../tokens.js';
import { QuarantineRoom } from './quarantine-room.js';
import { type QuarantineReport, reportOf, warningsOf } from './quarantine-warnings.js';

const LOOK_EVERY_MS = 60_000;
const EXPIRED_AT_ONCE = 500;
const DAY_MS = 24 * 3_600_000;
const PUBLISH_TIMEOUT_MS = 5_000;

/** Lets go of what is too old, and warns before something goes that nobody worked. */
@Injectable()
export class QuarantineKeeper {
  readonly #wakeable = new Wakeable(() => this.#tick());
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: DataSource,
    private readonly room: QuarantineRoom,
    private readonly metrics: RouterMetrics,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: RouterConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#wakeable.wake(), this.config.DEMARC_ROUTER_POLL_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.#wakeable.settled();
  }

  async #tick(): Promise<void> {
    const nowMs = epochMs(this.clock.now());
    if (this.#stopped || nowMs - this.#lookedAtMs < LOOK_EVERY_MS) return;
    try {
      await this.#expire(nowMs);
      await this.#warn();
      this.#lookedAtMs = nowMs;
    } catch (error) {
      this.log.warn({ err: error }, 'the quarantine cannot be looked after now; it is tried again');
    }
  }

  async #expire(nowMs: number): Promise<void> {
    const before = instantOf(nowMs - this.config.DEMARC_QUARANTINE_DAYS * DAY_MS);
    for (;;) {
      const { worked, unworked } = await expireQuarantined(this.store, before, EXPIRED_AT_ONCE);
      if (unworked > 0) this.log.error({ messages: unworked, before }, 'quarantined messages were let go unworked');
      if (this.#stopped || Math.max(worked, unworked) < EXPIRED_AT_ONCE) return;
    }
  }

  async #warn(): Promise<void> {
    const use = await this.room.look();
    const now = this.clock.now();
    const warnings = warningsOf(use, this.room.ofTenant, this.room.whole);
    this.metrics.quarantineWaiting.set(use.reduce((sum, { waiting }) => sum + waiting, 0));
    this.metrics.quarantineBytes.set(use.reduce((sum, { bytes }) => sum + bytes, 0));
    this.metrics.quarantineWarnings.set(warnings.length);
    await inTransaction(this.store, async (client) => {
      const { began, ended } = await keepWarnings(client, warnings, now);
      for (const warning of began) this.log.warn({ ...warning }, 'the quarantine is near a limit');
      const reports = [
        ...began.map((warning) => reportOf(warning, 'firing', now)),
        ...ended.map((scope) => reportOf({ scope, message: 'It is over.' }, 'resolved', now)),
      ];
      // Before the commit: what cannot be reported now is new again the next time.
      await this.#publish(reports.filter((report) => report !== null));
    });
  }

  async #publish(reports: readonly QuarantineReport[]): Promise<void> {
    const publisher = publisherOf(this.bus, PUBLISH_TIMEOUT_MS);
    for (const { subject, body, messageId } of reports) {
      await publisher.publish(subject, JSON.stringify(body), { msgID: messageId });
    }
  }
}
