import { STREAMS, incidentsFilter } from '@demarc/contracts';
import type { Party, Tenants } from '@demarc/domain';
import type { NatsConnection } from '@demarc/runtime';
import { type ConsumerMessages, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';

export interface FeedRequest {
  readonly party: Party | null;
  /** Of one alone nothing else is read; a consumer of several subjects is more than NATS 2.9 can do. */
  readonly tenants: Tenants;
  /** The position after which to go on; null: from now on. */
  readonly after: number | null;
}

export interface OpenFeed {
  /** The position the feed begins after: what a client resumes from that saw nothing yet. */
  readonly position: number;
  /** What happened after the position that was asked for is not all kept: the client has to read again what it shows. */
  readonly isReset: boolean;
  readonly messages: ConsumerMessages;
}

/** Read ahead for one client at most: a slow one holds no more than this in memory. */
const READ_AHEAD = 50;

/** An ordered consumer of one client's own over the `INCIDENTS` stream; it ends with the client and leaves nothing behind. */
export async function openFeed(bus: NatsConnection, { party, tenants, after }: FeedRequest): Promise<OpenFeed> {
  const stream = STREAMS.incidents.name;
  const manager = await jetstreamManager(bus, { checkAPI: false });
  const { state } = await manager.streams.info(stream);
  // A position from before the stream was made anew would otherwise wait for ever.
  const position = Math.min(after ?? state.last_seq, state.last_seq);
  const isReset = after !== null && (after > state.last_seq || after + 1 < state.first_seq);
  const consumer = await jetstream(bus).consumers.get(stream, {
    filter_subjects: incidentsFilter(party ?? '*', onlyOf(tenants) ?? '*'),
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: position + 1,
  });
  return { position, isReset, messages: await consumer.consume({ max_messages: READ_AHEAD }) };
}

const onlyOf = (tenants: Tenants): string | null => (tenants !== 'all' && tenants.length === 1 ? tenants[0]! : null);
