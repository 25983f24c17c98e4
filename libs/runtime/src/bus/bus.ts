import type { DurableDefinition, StreamDefinition } from '@demarc/contracts';
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { type NatsConnection, nanos } from '@nats-io/transport-node';

/** JetStream's word for it. */
const ANY_SIZE = -1;

/**
 * Creates the streams, or brings those that exist to the definition, each on `replicas` servers of a cluster. Safe from
 * several processes at once. Throws, naming the stream, when NATS refuses one.
 */
export async function ensureStreams(
  connection: NatsConnection,
  streams: readonly StreamDefinition[],
  replicas = 1,
): Promise<void> {
  const manager = await jetstreamManager(connection);
  for (const stream of streams) {
    await putStream(manager, stream, replicas).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      const where = `${replicas} server${replicas === 1 ? '' : 's'} (DEMARC_NATS_REPLICAS)`;
      throw new Error(`NATS does not keep the stream ${stream.name} on ${where}: ${why}`, { cause });
    });
  }
}

async function putStream(manager: JetStreamManager, stream: StreamDefinition, replicas: number): Promise<void> {
  const settings = {
    subjects: [...stream.subjects],
    discard: stream.discard === 'new' ? DiscardPolicy.New : DiscardPolicy.Old,
    max_bytes: stream.maxBytes,
    max_msg_size: stream.maxMessageBytes ?? ANY_SIZE,
    max_age: nanos(stream.maxAgeMs),
    duplicate_window: nanos(stream.duplicateWindowMs),
    num_replicas: replicas,
  };
  try {
    const { config } = await manager.streams.info(stream.name);
    // Only what changes anything: an update also makes nats-server 2.9 forget since when the stream is there.
    if (!isSame(settings, config)) await manager.streams.update(stream.name, settings);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await manager.streams.add({
      name: stream.name,
      storage: StorageType.File,
      retention: stream.retention === 'workqueue' ? RetentionPolicy.Workqueue : RetentionPolicy.Limits,
      ...settings,
    });
  }
}

/** Whether the configuration of a stream says all that is wanted. */
function isSame(wanted: Partial<StreamConfig>, known: StreamConfig): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => JSON.stringify(known[name as keyof StreamConfig]) === JSON.stringify(value),
  );
}

/** Whether the server has all of these streams. Throws when JetStream does not answer. */
export async function hasStreams(connection: NatsConnection, streams: readonly StreamDefinition[]): Promise<boolean> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  for (const { name } of streams) {
    const known = await manager.streams.info(name).then(
      () => true,
      (error: unknown) => {
        if (isNotFound(error)) return false;
        throw error;
      },
    );
    if (!known) return false;
  }
  return true;
}

/** Creates the durable consumer or brings it to the definition. The stream must exist. */
export async function ensureDurable(connection: NatsConnection, durable: DurableDefinition): Promise<void> {
  const manager = await jetstreamManager(connection);
  await manager.consumers.add(durable.stream, {
    durable_name: durable.name,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    filter_subject: durable.filter,
    ack_wait: nanos(durable.ackWaitMs),
    max_ack_pending: durable.maxAckPending,
    max_deliver: -1,
  });
}

/** A stream with the time it was made: after NATS was started with an empty store it is another one, and counts from 1. */
export async function streamIdentity(manager: JetStreamManager, stream: string): Promise<string> {
  const { created } = await manager.streams.info(stream);
  return identityOf(stream, created);
}

export const identityOf = (stream: string, created: string): string => `${stream}@${created}`;

/** How many messages of a durable wait and how many are being worked on. */
export async function lagOf(
  connection: NatsConnection,
  durable: DurableDefinition,
): Promise<{ pending: number; inFlight: number }> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const info = await manager.consumers.info(durable.stream, durable.name);
  return { pending: info.num_pending, inFlight: info.num_ack_pending };
}

/** A JetStream client that waits this long for an acknowledgement. */
export function publisherOf(connection: NatsConnection, timeoutMs: number): JetStreamClient {
  return jetstream(connection, { timeout: timeoutMs });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && /stream not found/i.test(error.message);
}
