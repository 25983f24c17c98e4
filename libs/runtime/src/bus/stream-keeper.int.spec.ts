import { DURABLES, MAX_EVENT_MESSAGE_BYTES, STREAMS, subjectOf } from '@demarc/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { eventually } from '../../../../test/harness/eventually.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { createLog } from '../log.js';
import { hasStreams, publisherOf } from './bus.js';
import { connectBus } from './connect-bus.js';
import { DurableReader } from './durable-reader.js';
import { done } from './outcome.js';
import { StreamKeeper } from './stream-keeper.js';

const ALL = Object.values(STREAMS);

let servers: Servers;
let bus: NatsConnection;
let keeper: StreamKeeper;
let reader: DurableReader;
const read: string[] = [];
beforeAll(async () => {
  servers = await startServers();
  bus = await connectBus(servers.natsUrl, 'spec');
  const log = createLog('spec', 'silent');
  keeper = new StreamKeeper(bus, ALL, 1, log);
  await keeper.start();
  reader = new DurableReader(bus, {
    durable: DURABLES.routerEvents,
    batchSize: 10,
    batchesInFlight: 1,
    log,
    handle: async (messages) => {
      for (const { body } of messages) read.push(Buffer.from(body).toString());
      return messages.map(() => done);
    },
  });
  await reader.open();
}, 60_000);
afterAll(async () => {
  reader?.stop();
  await keeper?.stop();
  await bus?.close();
  await servers?.stop();
});

const publish = (body: string) =>
  eventually('JetStream to take it', () =>
    publisherOf(bus, 2_000)
      .publish(subjectOf.event('contoso', 'security'), body)
      .then(() => true),
  );

it('a stream of before takes no larger messages than a new one, and loses none of those it has', async () => {
  const manager = await jetstreamManager(bus);
  await manager.streams.update(STREAMS.events.name, { max_msg_size: -1 });
  const large = Buffer.alloc(MAX_EVENT_MESSAGE_BYTES + 1, 'x');
  await publisherOf(bus, 5_000).publish(subjectOf.event('contoso', 'security'), large);
  const again = new StreamKeeper(bus, ALL, 1, createLog('spec', 'silent'));
  await again.start();
  await again.stop();
  await expect(publisherOf(bus, 5_000).publish(subjectOf.event('contoso', 'security'), large)).rejects.toThrow(
    /message size exceeds maximum allowed/,
  );
  await publisherOf(bus, 5_000).publish(subjectOf.event('contoso', 'security'), large.subarray(1));
  await eventually('both to be read', () => read.filter((body) => body.startsWith('xx')).length === 2);
});

it('a NATS that comes back with an empty store has its streams again, and they are read', async () => {
  await publish('before');
  await eventually('the first to be read', () => read.includes('before'));
  await servers.nats().kill();
  await servers.restartNats({ empty: true });
  await publish('after');
  await eventually('what came after to be read', () => read.includes('after'));
  expect(await hasStreams(bus, ALL)).toBe(true);
});

it('a stream that somebody deleted is made again', async () => {
  await (await jetstreamManager(bus)).streams.delete(STREAMS.events.name);
  await publish('later');
  await eventually('it to be read', () => read.includes('later'));
});

it('more copies of a new stream than there are servers are refused, with the setting to change', async () => {
  await keeper.stop();
  await (await jetstreamManager(bus)).streams.delete(STREAMS.events.name);
  const three = new StreamKeeper(bus, ALL, 3, createLog('spec', 'silent'));
  await expect(three.start()).rejects.toThrow(/EVENTS on 3 servers \(DEMARC_NATS_REPLICAS\)/);
});
