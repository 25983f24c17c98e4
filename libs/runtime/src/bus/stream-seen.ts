import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { Wakeable } from '../wakeable.js';
import type { Log } from '../log.js';
import { identityOf } from './bus.js';

/** A stream as it stands. */
export interface StreamSeen {
  /** With the time it was made. */
  readonly stream: string;
  readonly madeAt: string;
  /** The lowest it still holds; everything below has left. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Above the lowest, what has left too. */
  readonly left: readonly number[];
}

/** More that left out of order is not listed: it is seen once what holds it up has left too. */
const MOST_LEFT = 20_000;

/** Throws when JetStream does not answer, or there is no such stream. */
export async function seeStream(manager: JetStreamManager, name: string): Promise<StreamSeen> {
  let info = await manager.streams.info(name);
  const { num_deleted: left = 0 } = info.state;
  if (left > 0 && left <= MOST_LEFT) info = await manager.streams.info(name, { deleted_details: true });
  const { first_seq: firstSeq, last_seq: lastSeq, deleted } = info.state;
  return { stream: identityOf(name, info.created), madeAt: info.created, firstSeq, lastSeq, left: deleted ?? [] };
}

const LOOK_EVERY_MS = 1_000;

/**
 * Notes how far a stream has come, so that somebody knows what was acknowledged to publishers should it be lost with the
 * disk it lies on, also while nobody reads it.
 */
export class StreamWitness {
  readonly #wakeable = new Wakeable(() => this.#look());
  #timer: NodeJS.Timeout | undefined;
  #noted = '';

  constructor(
    private readonly connection: NatsConnection,
    private readonly stream: string,
    private readonly note: (seen: Pick<StreamSeen, 'stream' | 'lastSeq'>) => Promise<void>,
    private readonly log: Log,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#wakeable.wake(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#wakeable.settled();
  }

  async #look(): Promise<void> {
    try {
      const manager = await jetstreamManager(this.connection, { checkAPI: false });
      const { created, state } = await manager.streams.info(this.stream);
      const seen = { stream: identityOf(this.stream, created), lastSeq: state.last_seq };
      const noting = JSON.stringify(seen);
      if (noting === this.#noted) return;
      await this.note(seen);
      this.#noted = noting;
    } catch (error) {
      this.log.debug({ err: error }, 'how far the stream has come cannot be noted now');
    }
  }
}
