import { setTimeout as pause } from 'node:timers/promises';
import type { DurableDefinition } from '@demarc/contracts';
import {
  type Consumer,
  type ConsumerMessages,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../log.js';
import { ensureDurable, streamIdentity } from './bus.js';
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
/** How long the server holds a request for messages open; short, so that one lost with its server is soon asked again. */
const PULL_EXPIRES_MS = 2_000;

/** A message with the stream it came from, which may be another one by the time it is handled. */
interface Received {
  readonly message: JsMsg;
  readonly stream: string;
}

/**
 * Reads one durable in batches. Messages wait in a small buffer; whenever one of `batchesInFlight` slots is free
 * it takes up to `batchSize` of them. So a quiet stream is handled message by message and a backlog in full batches.
 *
 * More is asked for only when the buffer has room: what this process holds unhandled is bounded, a killed process
 * strands little, and its replicas get their share. (The client's endless `consume` asks as messages arrive, not as
 * they are handled, and filled the whole window of unacknowledged messages.)
 *
 * States: `open()` -> reading -> `stop()` (no new messages, the buffer is given back) -> `drained()` (slots are empty).
 */
export class DurableReader {
  readonly #connection: NatsConnection;
  readonly #options: ReaderOptions;
  readonly #capacity: number;
  #buffer: Received[] = [];
  #busy = 0;
  #resting = false;
  #opened = false;
  #stopping = false;
  #pull: ConsumerMessages | null = null;
  #idle: (() => void) | null = null;
  #roomMade: (() => void) | null = null;

  constructor(connection: NatsConnection, options: ReaderOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#capacity = options.batchSize * (options.batchesInFlight + 1);
  }

  /** Starts reading; creates the durable when it is missing. Throws when the stream does not exist. */
  async open(): Promise<void> {
    const { durable } = this.#options;
    await ensureDurable(this.#connection, durable);
    const consumer = await jetstream(this.#connection).consumers.get(durable.stream, durable.name);
    const manager = await jetstreamManager(this.#connection, { checkAPI: false });
    this.#opened = true;
    void this.#read(consumer, manager);
  }

  get reading(): boolean {
    return this.#opened && !this.#stopping;
  }

  stop(): void {
    this.#stopping = true;
    this.#pull?.stop();
    this.#roomMade?.();
    for (const { message } of this.#buffer.splice(0)) giveBack(message);
  }

  async drained(): Promise<void> {
    if (this.#busy === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  async #read(consumer: Consumer, manager: JetStreamManager): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#room();
        if (this.#stopping) return;
        await this.#pullOnce(consumer, await streamIdentity(manager, this.#options.durable.stream));
      } catch (error) {
        if (this.#stopping) return;
        this.#options.log.warn({ err: error, durable: this.#options.durable.name }, 'reading broke off; opening again');
        await this.#reopen();
        return;
      }
    }
  }

  /** Asks for as much as there is room for and takes what comes until it is all there or the request expires. */
  async #pullOnce(consumer: Consumer, stream: string): Promise<void> {
    const wanted = this.#capacity - this.#buffer.length;
    this.#pull = await consumer.fetch({ max_messages: wanted, expires: PULL_EXPIRES_MS });
    for await (const message of this.#pull) {
      if (this.#stopping) {
        giveBack(message);
      } else {
        this.#buffer.push({ message, stream });
        this.#fill();
      }
    }
  }

  async #reopen(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.open();
        return;
      } catch (error) {
        this.#options.log.warn(
          { err: error, durable: this.#options.durable.name },
          'the durable cannot be opened yet; trying again',
        );
        await pause(REOPEN_AFTER_MS);
      }
    }
  }

  /** Resolves when at least a batch fits into the buffer. */
  async #room(): Promise<void> {
    while (!this.#stopping && this.#capacity - this.#buffer.length < this.#options.batchSize) {
      await new Promise<void>((resolve) => {
        this.#roomMade = resolve;
      });
    }
  }

  #fill(): void {
    while (this.#mayWork() && this.#buffer.length > 0) {
      const batch = this.#buffer.splice(0, this.#options.batchSize);
      this.#busy += 1;
      // A turn later, so that messages that arrived in the same read of the socket share the batch.
      setImmediate(() => void this.#work(batch));
    }
    this.#roomMade?.();
  }

  #mayWork(): boolean {
    return !this.#stopping && !this.#resting && this.#busy < this.#options.batchesInFlight;
  }

  async #work(batch: Received[]): Promise<void> {
    const room = this.#options.batchSize - batch.length;
    if (room > 0 && this.#buffer.length > 0) batch.push(...this.#buffer.splice(0, room));
    const outcomes = await this.#outcomesOf(batch);
    batch.forEach(({ message }, index) => settle(message, outcomes[index] ?? retry(RETRY_AFTER_FAULT_MS)));
    this.#rest(outcomes);
    this.#busy -= 1;
    if (this.#busy === 0) this.#idle?.();
    this.#fill();
  }

  async #outcomesOf(batch: readonly Received[]): Promise<readonly Outcome[]> {
    try {
      return await this.#options.handle(batch.map(({ message, stream }) => busMessageOf(message, stream)));
    } catch (error) {
      this.#options.log.error(
        { err: error, messages: batch.length },
        'a batch handler threw; its messages are retried',
      );
      return batch.map(() => retry(RETRY_AFTER_FAULT_MS));
    }
  }

  /** A batch of which nothing succeeded: whatever it needs is away, and the next batch would fare the same. */
  #rest(outcomes: readonly Outcome[]): void {
    const waits = outcomes.map((outcome) => (outcome.type === 'retry' ? outcome.afterMs : 0));
    const restMs = Math.min(...waits);
    if (restMs <= 0 || this.#resting) return;
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      this.#fill();
    }, restMs).unref();
  }
}
