import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { SmallDisk } from '../harness/small-disk.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';

const MESSAGES = 1_500;
const POSTGRES_MIB = 400;
const NATS_MIB = 96;
const TEST_BUDGET_MS = 240_000;
const PATIENCE_MS = 90_000;

const postgresDisk = SmallDisk.mount(POSTGRES_MIB);
const natsDisk = SmallDisk.mount(NATS_MIB);
const withDisks = postgresDisk && natsDisk ? it : it.skip;
if (!postgresDisk || !natsDisk)
  console.warn('SKIPPED: full disks. A small disk cannot be mounted here: it takes root, or a sudo that does not ask.');

let drill: Drill;
beforeAll(async () => {
  if (!postgresDisk || !natsDisk) return;
  drill = await Drill.start({
    messages: MESSAGES,
    postgresDisk: postgresDisk.folder,
    natsDisk: natsDisk.folder,
  });
}, 120_000);
afterAll(async () => {
  await drill?.stop();
  postgresDisk?.unmount();
  natsDisk?.unmount();
}, 60_000);

withDisks(
  'a full disk under NATS, then under PostgreSQL, refuses what is new and loses nothing that was taken',
  async () => {
    const { servers, publisher } = drill;
    await drill.runAll();
    await drill.publishUpTo(0.2);
    await drill.settled();

    await drill.fault(async () => {
      natsDisk!.fill();
      const publishing = drill.publishUpTo(0.6);
      await eventually('publishers to be refused', () => publisher.repeated.size > 0 && isFull('nats'), PATIENCE_MS);
      natsDisk!.free();
      // nats-server 2.9 switches JetStream off for good when a write fails: it is started again, as operators must.
      await servers.nats().stop();
      await servers.restartNats();
      await publishing;
    });
    await drill.settled();

    await drill.fault(async () => {
      postgresDisk!.fill();
      const publishing = drill.publishUpTo(0.9);
      await eventually('PostgreSQL to run out of space', () => isFull('postgres'), PATIENCE_MS);
      await publishing;
      postgresDisk!.free();
      // It gives up when it cannot write its log, and whoever supervises it starts it again.
      await eventually('PostgreSQL to take writes', () => writes(), PATIENCE_MS);
    });
    await drill.publishUpTo(1);
    await drill.settled();
    await printCost(drill, 'disk full under NATS, then under PostgreSQL');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);

/** Whether the server has said that it could not write. */
function isFull(server: 'nats' | 'postgres'): boolean {
  return /no space left on device/i.test(readFileSync(path.join(drill.servers.folder, `${server}.log`), 'utf8'));
}

async function writes(): Promise<boolean> {
  if (drill.servers.postgres().exit() !== null) await drill.servers.restartPostgres();
  await drill.store.query('create table if not exists written (at timestamptz)');
  await drill.store.query('insert into written values (now())');
  return true;
}
