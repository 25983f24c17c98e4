import type { DurableDefinition } from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { type BusMessage, headersOf } from './bus-message.js';
import { identityOf } from './bus.js';

/** What waits for a durable on its work queue, seen without taking any of it. */
export interface Backlog {
  /** Messages that nobody was given yet. */
  readonly waiting: number;
  /** The last of the stream that was given to somebody; what waits comes after it. */
  readonly givenUpTo: number;
}

/** Throws when JetStream does not answer, or there is no such durable. */
export async function backlogOf(connection: NatsConnection, durable: DurableDefinition): Promise<Backlog> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const { num_pending: waiting, delivered } = await manager.consumers.info(durable.stream, durable.name);
  return { waiting, givenUpTo: delivered.stream_seq };
}

/** How full a stream is; at `maxBytes` it refuses publishers, or drops its oldest. */
export interface StreamSize {
  readonly messages: number;
  readonly bytes: number;
  readonly maxBytes: number;
}

/** Throws when JetStream does not answer, or there is no such stream. */
export async function sizeOf(connection: NatsConnection, stream: string): Promise<StreamSize> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const { config, state } = await manager.streams.info(stream);
  return { messages: state.messages, bytes: state.bytes, maxBytes: config.max_bytes };
}

/** How many messages of each subject lie in the stream of a durable, those under way included. */
export async function messagesBySubject(
  connection: NatsConnection,
  { stream, filter }: DurableDefinition,
): Promise<ReadonlyMap<string, number>> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const { state } = await manager.streams.info(stream, { subjects_filter: filter });
  return new Map(Object.entries(state.subjects ?? {}));
}

/** Reads single messages of a stream out of their turn, and takes them out once they are settled. */
export class OutOfTurn {
  private constructor(
    private readonly manager: JetStreamManager,
    private readonly stream: string,
    private readonly identity: string,
  ) {}

  static async of(connection: NatsConnection, stream: string): Promise<OutOfTurn> {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const { created } = await manager.streams.info(stream);
    return new OutOfTurn(manager, stream, identityOf(stream, created));
  }

  /** The messages of a subject after a position, oldest first; at most so many. */
  async read(subject: string, after: number, most: number): Promise<BusMessage[]> {
    const found: BusMessage[] = [];
    for (let seq = after + 1; found.length < most;) {
      // The server takes both together; the client's type names the second for direct gets only.
      const query = { seq, next_by_subj: subject };
      const message = await this.manager.streams.getMessage(this.stream, query);
      if (!message) break;
      found.push({
        subject: message.subject,
        headers: headersOf(message.header),
        body: message.data,
        publishedAt: instantOf(message.time.getTime()),
        stream: this.identity,
        streamSeq: message.seq,
        deliveries: 1,
      });
      seq = message.seq + 1;
    }
    return found;
  }

  /** What is settled must not be given to anybody any more. */
  async remove({ streamSeq }: BusMessage): Promise<void> {
    await this.manager.streams.deleteMessage(this.stream, streamSeq, false);
  }
}
