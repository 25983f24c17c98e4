import type { StreamDefinition } from '@demarc/contracts';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { type NatsConnection, headers as natsHeaders } from '@nats-io/transport-node';
import { publisherOf, streamIdentity } from './bus.js';

/** A message as it lies in a stream. */
export interface WaitingMessage {
  readonly seq: number;
  /** When JetStream stored it, as ISO 8601. */
  readonly publishedAt: string;
  readonly subject: string;
  readonly headers: readonly (readonly [name: string, values: readonly string[]])[];
  /** Base64. */
  readonly body: string;
}

const AT_ONCE = 256;
const PUBLISH_TIMEOUT_MS = 10_000;

/**
 * What lies in a stream at this moment, oldest first, without taking anything: a work queue allows no second consumer,
 * so that each message is asked for by its number. What is settled meanwhile is left out.
 */
export async function* readWaiting(
  connection: NatsConnection,
  stream: StreamDefinition,
): AsyncGenerator<WaitingMessage> {
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info(stream.name);
  let seq = state.messages === 0 ? state.last_seq + 1 : state.first_seq;
  while (seq <= state.last_seq) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, state.last_seq - seq + 1) }, (_, n) => seq + n);
    const found = (await Promise.all(numbers.map((one) => messageAt(manager, stream.name, one)))).filter(
      (message) => message !== null,
    );
    yield* found;
    seq += numbers.length;
    if (found.length === 0) seq = await nextAfter(manager, stream, seq, state.last_seq);
  }
}

/** Which stream this is, whatever was called so before. */
export async function identityOfStream(connection: NatsConnection, { name }: StreamDefinition): Promise<string> {
  return streamIdentity(await jetstreamManager(connection), name);
}

/** How many messages lie in a stream; null when there is no such stream. */
export async function depthOf(connection: NatsConnection, stream: StreamDefinition): Promise<number | null> {
  const manager = await jetstreamManager(connection);
  for await (const name of manager.streams.names()) {
    if (name === stream.name) return (await manager.streams.info(name)).state.messages;
  }
  return null;
}

/** Takes every message out of a stream. */
export async function emptyStream(connection: NatsConnection, stream: StreamDefinition): Promise<void> {
  const manager = await jetstreamManager(connection);
  await manager.streams.purge(stream.name);
}

/** Publishes messages again as they were, in their order; resolves once all are acknowledged. Answers how many. */
export async function putBack(connection: NatsConnection, messages: AsyncIterable<WaitingMessage>): Promise<number> {
  const publisher = publisherOf(connection, PUBLISH_TIMEOUT_MS);
  let count = 0;
  let underWay: Promise<unknown>[] = [];
  for await (const { subject, headers: given, body } of messages) {
    const headers = natsHeaders();
    for (const [name, values] of given) for (const value of values) headers.append(name, value);
    underWay.push(publisher.publish(subject, Buffer.from(body, 'base64'), { headers }));
    count += 1;
    if (underWay.length < AT_ONCE) continue;
    await Promise.all(underWay);
    underWay = [];
  }
  await Promise.all(underWay);
  return count;
}

async function messageAt(manager: JetStreamManager, stream: string, seq: number): Promise<WaitingMessage | null> {
  const message = await manager.streams.getMessage(stream, { seq });
  if (!message) return null;
  const { subject, header, data, timestamp: publishedAt } = message;
  const headers = header ? header.keys().map((name) => [name, header.values(name)] as const) : [];
  return { seq, publishedAt, subject, headers, body: Buffer.from(data).toString('base64') };
}

/** After a gap: the number of the next message, so that a single one among millions of settled ones is found at once. */
async function nextAfter(
  manager: JetStreamManager,
  { name, subjects }: StreamDefinition,
  seq: number,
  last: number,
): Promise<number> {
  const next = await Promise.all(
    subjects.map((subject) => {
      // The server takes both together; the client's type names the second for direct gets only.
      const query = { seq, next_by_subj: subject };
      return manager.streams.getMessage(name, query);
    }),
  );
  return Math.min(last + 1, ...next.flatMap((message) => message?.seq ?? []));
}
