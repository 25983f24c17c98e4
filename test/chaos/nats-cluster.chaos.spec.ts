import { STREAMS } from '@demarc/contracts';
import { connectBus, ensureStreams } from '@demarc/runtime';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { NatsCluster } from '../harness/nats-cluster.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';
import { StubbornPublisher } from './stubborn-publisher.js';

const MESSAGES = 2_000;
const REPLICAS = 3;
const TEST_BUDGET_MS = 240_000;
const PATIENCE_MS = 60_000;

let drill: Drill;
let cluster: NatsCluster;
beforeAll(async () => {
  drill = await Drill.start({ messages: MESSAGES });
  cluster = await NatsCluster.start(drill.servers.folder);
  await drill.bus.close();
  drill.bus = await connectBus(cluster.url, 'chaos');
  drill.publisher = new StubbornPublisher(drill.bus);
  // Until they have elected who leads them, they refuse.
  await eventually(
    'the cluster to take streams',
    () => ensureStreams(drill.bus, Object.values(STREAMS), REPLICAS).then(() => true),
    PATIENCE_MS,
  );
  Object.assign(drill.reach, { NATS_URL: cluster.url, DEMARC_NATS_REPLICAS: String(REPLICAS) });
}, 120_000);
afterAll(async () => {
  await drill?.stop();
  await cluster?.stop();
}, 60_000);

interface Standing {
  readonly leader: string | undefined;
  readonly followers: readonly { readonly name: string; readonly current: boolean }[];
}

async function standing(stream: string): Promise<Standing> {
  const { cluster: about } = await (await jetstreamManager(drill.bus, { checkAPI: false })).streams.info(stream);
  return { leader: about?.leader, followers: about?.replicas ?? [] };
}

const allCurrent = () =>
  eventually(
    'every replica to be current again',
    async () => {
      const all = await Promise.all(Object.values(STREAMS).map(({ name }) => standing(name)));
      return all.every(
        ({ leader, followers }) => leader && followers.length === 2 && followers.every(({ current }) => current),
      );
    },
    PATIENCE_MS,
  );

it(
  'a cluster of three that loses a server, and then the leader of events, under load loses nothing',
  async () => {
    await drill.runAll();
    await drill.publishUpTo(0.2);

    const { leader: first, followers } = await standing(STREAMS.events.name);
    const follower = followers[0]!.name;
    await drill.fault(async () => {
      const publishing = drill.publishUpTo(0.5);
      await cluster.kill(follower);
      await publishing;
      await cluster.restart(follower);
      await allCurrent();
    });

    const { leader } = await standing(STREAMS.events.name);
    await drill.fault(async () => {
      const publishing = drill.publishUpTo(0.8);
      await cluster.kill(leader!);
      await publishing;
      const other = await eventually('another leader', async () => (await standing(STREAMS.events.name)).leader);
      expect(other).not.toBe(leader);
      await cluster.restart(leader!);
      await allCurrent();
    });

    await drill.publishUpTo(1);
    await drill.settled();
    console.log({ first, follower, leader });
    await printCost(drill, 'a cluster of three nats-servers loses a follower, then the leader of EVENTS');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);
