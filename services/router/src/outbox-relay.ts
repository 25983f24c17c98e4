import { POKES } from '@demarc/contracts';
import { BatchPublisher, type Log, type NatsConnection, Wakeable } from '@demarc/runtime';
import { DataSource, type OutboxEntry, takeOutbox } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { RouterMetrics } from './router-metrics.js';
import { BUS, CONFIG, LOG, type RouterConfig } from './tokens.js';

const ROWS_AT_ONCE = 1_000;
const ACK_TIMEOUT_MS = 5_000;
const REST_AFTER_FAULT_MS = 1_000;

/**
 * Publishes what committed transactions left in the outbox. Woken by this router's own commits, by pokes of the api
 * and by a poll. A row goes only once JetStream has acknowledged its messages; a repeat is dropped by its message id.
 */
@Injectable()
export class OutboxRelay {
  readonly #publisher: BatchPublisher;
  readonly #wakeable = new Wakeable(() => this.#relay());
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: RouterConfig,
    private readonly metrics: RouterMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.#publisher = new BatchPublisher(bus, ACK_TIMEOUT_MS);
  }

  start(): void {
    this.bus.subscribe(POKES.outbox, { callback: () => this.wake() });
    this.#timer = setInterval(() => this.wake(), this.config.DEMARC_ROUTER_POLL_MS);
    this.wake();
  }

  wake(): void {
    this.#wakeable.wake();
  }

  /** Publishes what is there once more and ends. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.wake();
    this.#stopped = true;
    await this.#wakeable.settled();
  }

  async #relay(): Promise<void> {
    try {
      while ((await takeOutbox(this.store, ROWS_AT_ONCE, (entries) => this.#publish(entries))) === ROWS_AT_ONCE);
    } catch (error) {
      this.log.warn({ err: error }, 'the outbox could not be relayed; it is tried again');
      if (this.#stopped) return;
      await new Promise((resolve) => setTimeout(resolve, REST_AFTER_FAULT_MS));
      this.wake();
    }
  }

  async #publish(entries: readonly OutboxEntry[]): Promise<void> {
    await this.#publisher.publish(entries);
    this.metrics.relayed.inc(entries.length);
  }
}
