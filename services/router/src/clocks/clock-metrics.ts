import { LATENCY_BUCKETS_S } from '@demarc/runtime';
import { Inject, Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';

@Injectable()
export class ClockMetrics {
  readonly fired: Counter<'clock' | 'outcome'>;
  readonly lateness: Histogram;
  readonly tick: Histogram;

  constructor(@Inject(Registry) registry: Registry) {
    const registers = [registry];
    this.fired = new Counter({
      name: 'demarc_clocks_fired_total',
      help: 'What became due of incidents, by clock and outcome: warning, due, failed.',
      labelNames: ['clock', 'outcome'],
      registers,
    });
    this.lateness = new Histogram({
      name: 'demarc_clock_lateness_seconds',
      help: 'From the moment something was due until it happened.',
      buckets: [...LATENCY_BUCKETS_S, 60, 600, 3_600],
      registers,
    });
    this.tick = new Histogram({
      name: 'demarc_clock_tick_seconds',
      help: 'To look for what is due, and to let at most a hundred incidents of it happen.',
      buckets: LATENCY_BUCKETS_S,
      registers,
    });
  }
}
