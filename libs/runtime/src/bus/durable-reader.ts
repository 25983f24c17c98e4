import type { DurableDefinition } from '@demarc/contracts';
import { type ConsumerMessages, type JsMsg, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../log.js';
import { ensureDurable } from './bus.js';
import { type BusMessage, busMessageOf } from './bus-message.js';
import { type Outcome, retry } from './outcome.js';
import { giveBack, settle } from './settlement.js';

export interface ReaderOptions {
  readonly durable: DurableDefinition;
  /** At most so many messages a batch; a batch takes what is there and never waits to grow. */
  readonly batchSize: number;
  /** So many batches are worked on at once. */
  readonly batchesInFlight: number;
  readonly handle: (messages: readonly BusMessage[]) => Promise<readonly Outcome[]>;
  readonly log: Log;
}

const RETRY_AFTER_FAULT_MS = 1_000;
const REOPEN_AFTER_MS = 500;
/** Notifications after which only a fresh durable and a fresh pull help. */
const LOST = new Set(['consumer_not_found', 'consumer_deleted', 'stream_not_found']);

/**
 * Reads one durable in batches. Messages wait in a small buffer; whenever one of `batchesInFlight` slots is free
 * it takes up to `batchSize` of them. So a quiet stream is handled message by message and a backlog in full batches.
 *
 * States: `open()` -> reading -> `stop()` (no new messages, the buffer is given back) -> `drained()` (slots are empty).
 */
export class DurableReader {
  readonly #connection: NatsConnection;
  readonly #options: ReaderOptions;
  #buffer: JsMsg[] = [];
  #busy = 0;
  #stopping = false;
  #pull: ConsumerMessages | null = null;
  #idle: (() => void) | null = null;

  constructor(connection: NatsConnection, options: ReaderOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** Starts reading; creates the durable when it is missing. Throws when the stream does not exist. */
  async open(): Promise<void> {
    const { durable, batchSize, batchesInFlight } = this.#options;
    await ensureDurable(this.#connection, durable);
    const consumer = await jetstream(this.#connection).consumers.get(durable.stream, durable.name);
    this.#pull = await consumer.consume({
      max_messages: batchSize * (batchesInFlight + 1),
      callback: (message) => {
        this.#buffer.push(message);
        this.#fill();
      },
    });
    void this.#watch(this.#pull);
  }

  get reading(): boolean {
    return this.#pull !== null && !this.#stopping;
  }

  stop(): void {
    this.#stopping = true;
    this.#pull?.stop();
    for (const message of this.#buffer.splice(0)) giveBack(message);
  }

  async drained(): Promise<void> {
    if (this.#busy === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  #fill(): void {
    while (!this.#stopping && this.#busy < this.#options.batchesInFlight && this.#buffer.length > 0) {
      const batch = this.#buffer.splice(0, this.#options.batchSize);
      this.#busy += 1;
      // A turn later, so that messages that arrived in the same read of the socket share the batch.
      setImmediate(() => void this.#work(batch));
    }
  }

  async #work(batch: JsMsg[]): Promise<void> {
    const room = this.#options.batchSize - batch.length;
    if (room > 0 && this.#buffer.length > 0) batch.push(...this.#buffer.splice(0, room));
    const outcomes = await this.#outcomesOf(batch);
    batch.forEach((message, index) => settle(message, outcomes[index] ?? retry(RETRY_AFTER_FAULT_MS)));
    this.#busy -= 1;
    if (this.#busy === 0) this.#idle?.();
    this.#fill();
  }

  async #outcomesOf(batch: readonly JsMsg[]): Promise<readonly Outcome[]> {
    try {
      return await this.#options.handle(batch.map(busMessageOf));
    } catch (error) {
      this.#options.log.error(
        { err: error, messages: batch.length },
        'a batch handler threw; its messages are retried',
      );
      return batch.map(() => retry(RETRY_AFTER_FAULT_MS));
    }
  }

  /** Follows the pull's notifications until it ends; opens a new one when the durable or its stream went away. */
  async #watch(pull: ConsumerMessages): Promise<void> {
    for await (const notification of pull.status()) {
      if (!LOST.has(notification.type)) continue;
      this.#options.log.warn(
        { durable: this.#options.durable.name, notification: notification.type },
        'the durable is gone; opening it again',
      );
      pull.stop();
      break;
    }
    while (!this.#stopping && this.#pull === pull) {
      try {
        await this.open();
      } catch (error) {
        this.#options.log.warn({ err: error, durable: this.#options.durable.name }, 'the durable cannot be opened yet');
        await new Promise((resolve) => setTimeout(resolve, REOPEN_AFTER_MS));
      }
    }
  }
}
