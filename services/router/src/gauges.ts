import { DURABLES, STREAMS } from '@demarc/contracts';
import { type Log, type NatsConnection, lagOf, sizeOf } from '@demarc/runtime';
import { DataSource, countUnsealed, outboxDepth, searchBacklog } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { KnownTenants } from './known-tenants.js';
import { RouterMetrics } from './router-metrics.js';
import { BUS, LOG } from './tokens.js';

const EVERY_MS = 5_000;
/** Of what a stream may hold. */
const NEARLY_FULL = 0.8;

/** Looks now and then at what only the servers know: lag, outbox depth, how far search is behind. */
@Injectable()
export class Gauges {
  readonly #nearlyFull = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly metrics: RouterMetrics,
    private readonly known: KnownTenants,
    private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.look().catch(() => undefined), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Throws what the servers do not answer. */
  async look(): Promise<void> {
    this.metrics.devices.set(this.known.devices);
    this.metrics.outboxDepth.set(await outboxDepth(this.store));
    this.metrics.searchBacklog.set(await searchBacklog(this.store));
    this.metrics.unsealed.set(await countUnsealed(this.store));
    const { pending } = await lagOf(this.bus, DURABLES.routerEvents);
    this.metrics.lag.set({ durable: DURABLES.routerEvents.name }, pending);
    for (const { name, discard } of Object.values(STREAMS)) {
      const { bytes, maxBytes } = await sizeOf(this.bus, name);
      if (discard === 'new') this.#warnOfFull(name, bytes / maxBytes);
      this.metrics.streamBytes.set({ stream: name }, bytes);
      this.metrics.streamMaxBytes.set({ stream: name }, maxBytes);
    }
  }

  /** Once when it comes to that, and again only after there was room. */
  #warnOfFull(stream: string, share: number): void {
    if (share < NEARLY_FULL) this.#nearlyFull.delete(stream);
    else if (!this.#nearlyFull.has(stream)) {
      this.#nearlyFull.add(stream);
      const percent = Math.floor(share * 100);
      this.log.warn({ stream, percent }, 'a stream is nearly full: once it is, publishers are refused');
    }
  }
}
