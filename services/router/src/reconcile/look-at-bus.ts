import { STREAMS } from '@demarc/contracts';
import { type NatsConnection, identityOf } from '@demarc/runtime';
import { type BusSeen, type DataSource, type StreamSeen, oldestOutbox } from '@demarc/store';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';

/** More that left out of order is not listed: it is seen once what holds it up has left too. */
const MOST_LEFT = 20_000;

/** What the bus says right now, in the order in which a message goes: outbox, stream, and then the rows. Throws when it does not answer. */
export async function lookAtBus(bus: NatsConnection, store: DataSource): Promise<BusSeen> {
  const manager = await jetstreamManager(bus, { checkAPI: false });
  const oldest = await oldestOutbox(store);
  const [events, notices] = [await lookAtEvents(manager), await manager.streams.info(STREAMS.notices.name)];
  const { messages, first_ts: firstAt } = notices.state;
  return { events, oldestOutbox: oldest, noticesUnderWaySince: messages > 0 ? new Date(firstAt) : null };
}

/** The stream of events as it stands. */
export async function lookAtEvents(manager: JetStreamManager): Promise<StreamSeen> {
  const { name } = STREAMS.events;
  let info = await manager.streams.info(name);
  const { num_deleted: left = 0 } = info.state;
  if (left > 0 && left <= MOST_LEFT) info = await manager.streams.info(name, { deleted_details: true });
  const { first_seq: firstSeq, last_seq: lastSeq, deleted } = info.state;
  return { stream: identityOf(name, info.created), madeAt: info.created, firstSeq, lastSeq, left: deleted ?? [] };
}
