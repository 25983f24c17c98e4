import type { DurableDefinition, StreamDefinition } from '@demarc/contracts';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import { MessagePattern, Server } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/transport-node';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Log } from '../log.js';
import type { BusMessage } from './bus-message.js';
import { DurableReader } from './durable-reader.js';
import type { Outcome } from './outcome.js';
import { StreamKeeper } from './stream-keeper.js';

export interface DurableUse {
  readonly durable: DurableDefinition;
  readonly batchSize: number;
  readonly batchesInFlight: number;
}

export interface JetStreamStrategyOptions {
  readonly connection: NatsConnection;
  readonly streams: readonly StreamDefinition[];
  /** Servers that keep each stream. */
  readonly replicas: number;
  readonly durables: readonly DurableUse[];
  readonly log: Log;
}

/** Marks the one method that handles a durable's batches: `(messages: BusMessage[]) => Promise<Outcome[]>`. */
export const Consumes = (durable: DurableDefinition): MethodDecorator => MessagePattern(durable.name);

/**
 * Demarc's transport for Nest: durable pull consumers of JetStream, read in batches (Nest's own NATS transport is
 * core NATS and forgets what nobody listened to). Refuses to start unless each durable has exactly one handler.
 */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  readonly #options: JetStreamStrategyOptions;
  readonly #twice: string[] = [];
  readonly #keeper: StreamKeeper;
  #readers: DurableReader[] = [];

  constructor(options: JetStreamStrategyOptions) {
    super();
    this.#options = options;
    this.#keeper = new StreamKeeper(options.connection, options.streams, options.replicas, options.log);
  }

  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const name = String(pattern);
    if (this.messageHandlers.has(name)) this.#twice.push(name);
    super.addHandler(name, callback, isEventHandler, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    this.#open().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.#keeper.stop();
    for (const reader of this.#readers) reader.stop();
    await Promise.all(this.#readers.map((reader) => reader.drained()));
  }

  /** Null while every durable is being read and NATS answers; waits for its answer. */
  async problem(): Promise<string | null> {
    if (this.#options.connection.isClosed()) return 'the NATS connection is closed';
    if (this.#readers.length === 0) return 'not listening yet';
    if (!this.#readers.every((reader) => reader.reading)) return 'a durable is not being read';
    // A half-open connection looks like a quiet one, until somebody asks.
    await this.#options.connection.flush();
    return null;
  }

  on(): never {
    throw new Error('The JetStream transport has no events to listen to.');
  }

  unwrap<T>(): T {
    return this.#options.connection as T;
  }

  async #open(): Promise<void> {
    this.#checkHandlers();
    const { connection, durables, log } = this.#options;
    await this.#keeper.start();
    this.#readers = durables.map(
      ({ durable, batchSize, batchesInFlight }) =>
        new DurableReader(connection, {
          durable,
          batchSize,
          batchesInFlight,
          log,
          handle: this.#handlerOf(durable.name),
        }),
    );
    for (const reader of this.#readers) await reader.open();
  }

  #handlerOf(name: string): (messages: readonly BusMessage[]) => Promise<readonly Outcome[]> {
    const handler = this.messageHandlers.get(name)!;
    return async (messages) => {
      const result: unknown = await handler(messages, undefined);
      return (isObservable(result) ? await lastValueFrom(result) : result) as readonly Outcome[];
    };
  }

  #checkHandlers(): void {
    const wanted = this.#options.durables.map(({ durable }) => durable.name);
    const missing = wanted.filter((name) => !this.messageHandlers.has(name));
    const unknown = [...this.messageHandlers.keys()].filter((name) => !wanted.includes(name));
    const mistakes = [
      ...missing.map((name) => `no method handles the durable ${name}: add @Consumes(...) to one`),
      ...this.#twice.map((name) => `two methods handle the durable ${name}: remove one`),
      ...unknown.map((name) => `a method handles ${name}, which this service does not read: list it in its durables`),
    ];
    if (mistakes.length > 0) throw new Error(`The message handlers are wired wrongly:\n  - ${mistakes.join('\n  - ')}`);
  }
}
