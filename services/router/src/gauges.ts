import { DURABLES, STREAMS } from '@demarc/contracts';
import { type NatsConnection, lagOf, sizeOf } from '@demarc/runtime';
import { DataSource, countUnsealed, outboxDepth, searchBacklog } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { KnownTenants } from './known-tenants.js';
import { RouterMetrics } from './router-metrics.js';
import { BUS } from './tokens.js';

const EVERY_MS = 5_000;

/** Looks now and then at what only the servers know: lag, outbox depth, how far search is behind. */
@Injectable()
export class Gauges {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly metrics: RouterMetrics,
    private readonly known: KnownTenants,
    private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.#look().catch(() => undefined), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    this.metrics.devices.set(this.known.devices);
    this.metrics.outboxDepth.set(await outboxDepth(this.store));
    this.metrics.searchBacklog.set(await searchBacklog(this.store));
    this.metrics.unsealed.set(await countUnsealed(this.store));
    const { pending } = await lagOf(this.bus, DURABLES.routerEvents);
    this.metrics.lag.set({ durable: DURABLES.routerEvents.name }, pending);
    for (const { name } of Object.values(STREAMS)) {
      const { bytes, maxBytes } = await sizeOf(this.bus, name);
      this.metrics.streamBytes.set({ stream: name }, bytes);
      this.metrics.streamMaxBytes.set({ stream: name }, maxBytes);
    }
  }
}
