import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';

const MESSAGES = 1_500;
const TEST_BUDGET_MS = 200_000;
const PATIENCE_MS = 90_000;

let drill: Drill;
beforeAll(async () => {
  drill = await Drill.start({ messages: MESSAGES });
}, 120_000);
afterAll(() => drill?.stop(), 60_000);

/** Sessions of routers that wait for our lock within a transaction. */
async function waitingRouters(): Promise<number> {
  const [row] = await drill.store.query<{ waiting: number }[]>(
    `select count(*)::int as waiting from pg_stat_activity
     where application_name = 'demarc-router' and wait_event_type = 'Lock' and xact_start is not null`,
  );
  return row!.waiting;
}

it(
  'a router that is paused within a batch and wakes up late keeps nobody waiting and decides nothing again',
  async () => {
    await drill.runAll(['notifier']);
    await drill.publishUpTo(0.4);
    const holder = drill.store.createQueryRunner();
    await holder.query('begin');
    await holder.query('lock table decisions in exclusive mode');
    const late = await drill.run('router', 'the late one');
    await eventually('the router to be within a batch', async () => (await waitingRouters()) > 0, PATIENCE_MS);
    late.pause();
    await drill.fault(async () => {
      // Its statement goes on, and its transaction, with all its locks, is left in the middle.
      await holder.query('commit');
      await holder.release();
      const other = await drill.run('router', 'the other one');
      await other.ready();
      await drill.publishUpTo(0.8);
      await drill.settled();
      late.resume();
    });
    const decided = await drill.ledger.count('decisions');
    await late.ready();
    await drill.publishUpTo(1);
    await drill.settled();
    expect(decided).toBeGreaterThan(0);
    await printCost(drill, 'a router paused (SIGSTOP) within a batch, until all was done without it');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);
