import { type Instant, epochMs, parseInstant } from '@demarc/domain';
import { LATENCY_BUCKETS_S } from '@demarc/runtime';
import type { DeliveryCounts } from '@demarc/store';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Answer } from './channel.js';
import type { Plan } from './plan.js';
import type { Sendable } from './sendable.js';
import type { Held } from './stages/stage.js';

/** The notifier's numbers. */
export class NotifierMetrics {
  readonly #notices: Counter<'state'>;
  readonly #answered: Counter<'channel' | 'outcome' | 'reason'>;
  readonly #latency: Histogram<'channel'>;
  readonly #registry: Registry;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#registry = registry;
    this.#notices = new Counter({
      name: 'demarc_notices_total',
      help: 'Notices taken, by what became of them; lacking: somebody else than the contact of the area was told.',
      labelNames: ['state'],
      registers,
    });
    this.#answered = new Counter({
      name: 'demarc_deliveries_total',
      help: 'Attempts that were answered, by channel, outcome and reason.',
      labelNames: ['channel', 'outcome', 'reason'],
      registers,
    });
    this.#latency = new Histogram({
      name: 'demarc_delivery_latency_seconds',
      help: 'From the moment a notice was owed until its receiver took it.',
      labelNames: ['channel'],
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
  }

  /** Gauges are read when somebody asks: `running` at once, `count` from the database. */
  watch(running: () => number, count: () => Promise<DeliveryCounts>): void {
    const registers = [this.#registry];
    new Gauge({
      name: 'demarc_deliveries_in_flight',
      help: 'Attempts under way now.',
      registers,
      collect() {
        this.set(running());
      },
    });
    new Gauge({
      name: 'demarc_deliveries_open',
      help: 'due: waiting although their time has come; failed: given up; unreachable: notices without any contact.',
      labelNames: ['state'],
      registers,
      async collect() {
        // While the database is away the last known numbers stand; readiness says that it is away.
        const counts = await count().catch(() => null);
        if (!counts) return;
        for (const [state, value] of Object.entries(counts)) this.set({ state }, value);
      },
    });
  }

  planned({ notices, lacking }: Plan): void {
    for (const { state } of notices) this.#notices.inc({ state });
    for (const { found } of lacking) if (found !== 'nobody') this.#notices.inc({ state: 'lacking' });
  }

  keptBack({ channel }: Sendable, { state, reason }: Held): void {
    this.#answered.inc({ channel, outcome: state, reason: reason.split(':')[0]! });
  }

  answered({ channel, notice }: Sendable, { outcome, reason }: Answer, now: Instant): void {
    this.#answered.inc({ channel, outcome, reason });
    const owedAt = parseInstant(notice.owedAt);
    if (outcome === 'sent' && owedAt)
      this.#latency.observe({ channel }, Math.max(0, epochMs(now) - epochMs(owedAt)) / 1_000);
  }
}
