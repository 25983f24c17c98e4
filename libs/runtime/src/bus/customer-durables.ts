import {
  type DurableDefinition,
  type NatsUsers,
  STREAMS,
  durableOfConsumer,
  isCustomerDurable,
} from '@demarc/contracts';
import { AckPolicy, DeliverPolicy, jetstreamManager } from '@nats-io/jetstream';
import { type NatsConnection, nanos } from '@nats-io/transport-node';

/** What was made and removed, by the names of the durables. */
export interface SyncedDurables {
  readonly made: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Brings the durables of customers' consumers to what the users are: each consumer has one, from the moment it is made
 * on, and nobody else has. They are made for them, since whoever makes a durable says where its messages go. Throws when
 * NATS does not let it, or does not have the stream of incidents yet.
 */
export async function syncCustomerDurables(connection: NatsConnection, { users }: NatsUsers): Promise<SyncedDurables> {
  const wanted = users.flatMap((user) => (user.kind === 'consumer' ? [durableOfConsumer(user.name, user.tenant)] : []));
  const { consumers } = await jetstreamManager(connection);
  const { name: stream } = STREAMS.incidents;
  const there = new Map<string, string | undefined>();
  for await (const { name, config } of consumers.list(stream))
    if (isCustomerDurable(name)) there.set(name, config.filter_subject);
  // Also one whose user was made anew for another tenant.
  const wrong = [...there].filter(
    ([name, filter]) => !wanted.some((one) => one.name === name && one.filter === filter),
  );
  for (const [name] of wrong) {
    await consumers.delete(stream, name);
    there.delete(name);
  }
  const missing = wanted.filter(({ name }) => !there.has(name));
  for (const durable of missing) await consumers.add(stream, definitionOf(durable));
  return { made: missing.map(({ name }) => name), removed: wrong.map(([name]) => name) };
}

const definitionOf = ({ name, filter, ackWaitMs, maxAckPending }: DurableDefinition) => ({
  durable_name: name,
  filter_subject: filter,
  ack_policy: AckPolicy.Explicit,
  deliver_policy: DeliverPolicy.New,
  ack_wait: nanos(ackWaitMs),
  max_ack_pending: maxAckPending,
  max_deliver: -1,
});
