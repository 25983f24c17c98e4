import type { Postgres } from '@demarc/local';
import { openStore } from '@demarc/store';
import { afterAll, beforeAll, it } from '@jest/globals';
import { PRIMARY_SETTINGS, promote, startStandby } from '../harness/standby.js';
import { TcpProxy } from '../harness/tcp-proxy.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';

const MESSAGES = 2_000;
const TEST_BUDGET_MS = 240_000;

let drill: Drill;
let standby: Postgres;
let proxy: TcpProxy;
beforeAll(async () => {
  drill = await Drill.start({ messages: MESSAGES, postgresSettings: PRIMARY_SETTINGS });
  const { servers } = drill;
  standby = await startStandby(servers.postgres(), servers.folder);
  // The services' way to whichever is the primary: the part of a virtual address.
  proxy = await TcpProxy.to(portOf(servers.databaseUrl));
  drill.reach['DATABASE_URL'] = proxy.through(servers.databaseUrl);
}, 120_000);
afterAll(async () => {
  await standby?.stop();
  await drill?.stop();
  await proxy?.stop();
}, 60_000);

it(
  'a PostgreSQL that dies under load is followed by its replica, and nothing that was acknowledged is missing there',
  async () => {
    const { servers } = drill;
    await drill.runAll();
    await drill.publishUpTo(0.3);
    const publishing = drill.publishUpTo(0.9);
    await drill.fault(async () => {
      await servers.postgres().kill();
      await promote(standby);
      proxy.leadTo(portOf(standby.url));
      proxy.cut();
    });
    await drill.store.destroy();
    drill.store = await openStore({ url: standby.url, poolSize: 2, applicationName: 'chaos' });
    await publishing;
    await drill.publishUpTo(1);
    await drill.settled();
    await printCost(drill, 'PostgreSQL killed, its synchronous replica promoted');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);

function portOf(url: string): number {
  return Number(new URL(url).port);
}
