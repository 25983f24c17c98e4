import { STREAMS } from '@demarc/contracts';
import { type NatsConnection, seeStream } from '@demarc/runtime';
import { type BusSeen, type DataSource, oldestOutbox } from '@demarc/store';
import { jetstreamManager } from '@nats-io/jetstream';

/** What the bus says right now, in the order in which a message goes: outbox, stream, and then the rows. Throws when it does not answer. */
export async function lookAtBus(bus: NatsConnection, store: DataSource): Promise<BusSeen> {
  const manager = await jetstreamManager(bus, { checkAPI: false });
  const oldest = await oldestOutbox(store);
  const events = await seeStream(manager, STREAMS.events.name);
  const { state } = await manager.streams.info(STREAMS.notices.name);
  const { messages, first_ts: firstAt } = state;
  return { events, oldestOutbox: oldest, noticesUnderWaySince: messages > 0 ? new Date(firstAt) : null };
}
