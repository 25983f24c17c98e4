import { GAP_KINDS, epochMs } from '@demarc/domain';
import { LATENCY_BUCKETS_S } from '@demarc/runtime';
import type { Reconciliation } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge, Histogram, Registry } from 'prom-client';

const MS_PER_S = 1_000;

@Injectable()
export class ReconcileMetrics {
  readonly look: Histogram;
  readonly #gaps: Gauge<'kind'>;
  readonly #checkedThrough: Gauge;
  readonly #lookedAt: Gauge;
  readonly #againAt: Gauge;

  constructor(@Inject(Registry) registry: Registry) {
    const registers = [registry];
    this.look = new Histogram({
      name: 'demarc_reconcile_look_seconds',
      help: 'To compare what came in and what is owed with what is there, once.',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
    this.#gaps = new Gauge({
      name: 'demarc_reconcile_gaps',
      help: 'What is missing right now, by kind.',
      labelNames: ['kind'],
      registers,
    });
    this.#checkedThrough = new Gauge({
      name: 'demarc_reconcile_checked_through_seconds',
      help: 'Unix time up to which everything that was committed was looked for. Its age is time() minus this.',
      registers,
    });
    this.#lookedAt = new Gauge({
      name: 'demarc_reconcile_looked_at_seconds',
      help: 'Unix time of the last look of any router.',
      registers,
    });
    this.#againAt = new Gauge({
      name: 'demarc_reconcile_again_at_seconds',
      help: 'Unix time by which everything older was looked at again.',
      registers,
    });
  }

  show({ gaps, checkedThrough, lookedAt, againAt }: Reconciliation): void {
    for (const kind of GAP_KINDS) this.#gaps.set({ kind }, gaps[kind] ?? 0);
    if (checkedThrough) this.#checkedThrough.set(epochMs(checkedThrough) / MS_PER_S);
    if (lookedAt) this.#lookedAt.set(epochMs(lookedAt) / MS_PER_S);
    if (againAt) this.#againAt.set(epochMs(againAt) / MS_PER_S);
  }
}
