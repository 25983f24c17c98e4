import type { StreamDefinition } from '@demarc/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../log.js';
import { Wakeable } from '../wakeable.js';
import { ensureStreams, hasStreams } from './bus.js';

const LOOK_EVERY_MS = 5_000;

/**
 * Makes the streams when a service starts, and again when they are gone: a server may come back with an empty store, and
 * nobody should have to restart services for that. Looks whenever the connection came back and every few seconds.
 */
export class StreamKeeper {
  readonly #wakeable = new Wakeable(() => this.#look());
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly connection: NatsConnection,
    private readonly streams: readonly StreamDefinition[],
    private readonly replicas: number,
    private readonly log: Log,
  ) {}

  /** Makes them, or brings them to their definition, then watches. Throws when JetStream refuses. */
  async start(): Promise<void> {
    await ensureStreams(this.connection, this.streams, this.replicas);
    this.#timer = setInterval(() => this.#wakeable.wake(), LOOK_EVERY_MS).unref();
    void this.#watchConnection();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#wakeable.settled();
  }

  async #watchConnection(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (this.#stopped) return;
      if (type === 'reconnect') this.#wakeable.wake();
    }
  }

  async #look(): Promise<void> {
    try {
      if (this.#stopped || (await hasStreams(this.connection, this.streams))) return;
      this.log.error(
        { streams: this.streams.map(({ name }) => name) },
        'NATS has lost streams: they are made anew; what they held and nobody had settled is gone',
      );
      await ensureStreams(this.connection, this.streams, this.replicas);
    } catch (error) {
      this.log.warn({ err: error }, 'the streams cannot be looked at now; they are looked at again soon');
    }
  }
}
