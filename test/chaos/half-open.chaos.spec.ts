import { afterAll, beforeAll, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { TcpProxy } from '../harness/tcp-proxy.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';

const MESSAGES = 1_000;
const TEST_BUDGET_MS = 240_000;
const PATIENCE_MS = 60_000;
/** A link over which a batch takes a second or two. */
const SLOW = { how: 'slow', waitMs: 20, bytesPerTurn: 16_384 } as const;

let drill: Drill;
let toPostgres: TcpProxy;
let toNats: TcpProxy;
beforeAll(async () => {
  drill = await Drill.start({ messages: MESSAGES });
  const { databaseUrl, natsUrl } = drill.servers;
  const leadTo = (url: string) => TcpProxy.to(Number(new URL(url).port));
  [toPostgres, toNats] = await Promise.all([leadTo(databaseUrl), leadTo(natsUrl)]);
  Object.assign(drill.reach, {
    DATABASE_URL: toPostgres.through(databaseUrl),
    NATS_URL: toNats.through(natsUrl),
    DEMARC_DATABASE_TIMEOUT_MS: '4000',
  });
}, 120_000);
afterAll(async () => {
  await drill?.stop();
  await Promise.all([toPostgres?.stop(), toNats?.stop()]);
}, 60_000);

const noneReady = (why: string) =>
  eventually(
    `every service to say that it is not ready: ${why}`,
    async () => {
      const ready = await Promise.all([...drill.services.values()].map((service) => service.isReady()));
      return ready.every((is) => !is);
    },
    PATIENCE_MS,
  );
const allReady = () => Promise.all([...drill.services.values()].map((service) => service.ready()));

it(
  'slow and half-open connections to PostgreSQL and NATS cost time and nothing else',
  async () => {
    await drill.runAll();
    await drill.publishUpTo(0.2);
    await drill.fault(async () => {
      toPostgres.make(SLOW);
      toNats.make(SLOW);
      await drill.publishUpTo(0.3);
      await drill.settled();
    });
    toPostgres.make({ how: 'pass' });
    toNats.make({ how: 'pass' });

    const duringOne = drill.publishUpTo(0.6);
    await drill.fault(async () => {
      toPostgres.make({ how: 'black-hole' });
      await noneReady('PostgreSQL takes everything and answers nothing');
      await duringOne;
      toPostgres.make({ how: 'pass' });
      await allReady();
    });

    const duringOther = drill.publishUpTo(0.8);
    await drill.fault(async () => {
      toNats.make({ how: 'black-hole' });
      await noneReady('NATS takes everything and answers nothing');
      await duringOther;
      toNats.make({ how: 'pass' });
      await allReady();
    });

    await drill.publishUpTo(1);
    await drill.settled();
    await printCost(drill, 'slow links, then PostgreSQL half open, then NATS half open');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);
