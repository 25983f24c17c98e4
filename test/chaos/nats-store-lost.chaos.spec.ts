import { STREAMS } from '@demarc/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { keyOf } from './backlog.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';

const MESSAGES = 1_500;
const TEST_BUDGET_MS = 240_000;
const PATIENCE_MS = 60_000;

let drill: Drill;
beforeAll(async () => {
  drill = await Drill.start({ messages: MESSAGES });
}, 120_000);
afterAll(() => drill?.stop(), 60_000);

it(
  'NATS that comes back with an empty store is filled again by itself; only what nobody had settled is to be sent again',
  async () => {
    const { servers, services } = drill;
    await drill.runAll();
    await drill.publishUpTo(0.2);
    await drill.settled();

    // Notices are owed and their messages lie in the stream.
    await services.get('notifier')!.kill();
    await drill.publishUpTo(0.4);
    await drill.routed();
    // Events are acknowledged to their publishers and lie in the stream.
    await services.get('router')!.kill();
    await drill.publishUpTo(0.6);
    await eventually('an api to have noted how far the stream has come', noted, PATIENCE_MS);

    await drill.fault(async () => {
      await servers.nats().kill();
      await servers.restartNats({ empty: true });
      // Only an api runs: it makes the streams again, or nothing would be taken.
      await drill.publishUpTo(0.8);
    });
    await Promise.all([services.get('router')!.start(), services.get('notifier')!.start()]);
    await drill.publishUpTo(1);
    await drill.settled();

    const kept = new Set((await drill.ledger.events()).map(keyOf));
    const unsettled = drill.messages.slice(Math.ceil(MESSAGES * 0.4), Math.ceil(MESSAGES * 0.6));
    const lost = [...new Set(drill.messages.flatMap(({ key }) => (key !== null && !kept.has(key) ? key : [])))];
    const couldBeLost = new Set(unsettled.map(({ key }) => key));
    console.log(`events lost with the stream, acknowledged and not settled: ${lost.length}`);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.filter((key) => !couldBeLost.has(key))).toEqual([]);

    await drill.publisher.publishAll(unsettled);
    await drill.settled();
    await printCost(drill, 'NATS back with an empty store; what lay in it sent again');
    // The book of the reconciliation keeps what nobody had settled, until a person says what was done about it.
    await expectPromiseKept(drill, ['message-lost']);
  },
  TEST_BUDGET_MS,
);

/** Whether the book knows of all that the stream has acknowledged. */
async function noted(): Promise<boolean> {
  const { state } = await (await jetstreamManager(drill.bus)).streams.info(STREAMS.events.name);
  const [row] = await drill.store.query<{ last: number }[]>('select max(last_seq)::int as last from event_streams');
  return row?.last === state.last_seq;
}
