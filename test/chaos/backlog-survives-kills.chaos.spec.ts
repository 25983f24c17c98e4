import { afterAll, beforeAll, it } from '@jest/globals';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { killAtRandom } from './killer.js';
import { expectPromiseKept } from './promise.js';

const MESSAGES = Number(process.env['CHAOS_EVENTS'] ?? 20_000);
const KILLS_OF_EACH = Number(process.env['CHAOS_KILLS'] ?? 3);
/** So much lies in the stream before anybody reads; the rest comes while things are killed. */
const BACKLOG_SHARE = 0.5;
const ANSWER_AFTER_MS = 80;
const TEST_BUDGET_MS = 400_000;

let drill: Drill;
beforeAll(async () => {
  drill = await Drill.start({ messages: MESSAGES, answerAfterMs: ANSWER_AFTER_MS });
}, 120_000);
afterAll(() => drill?.stop(), 60_000);

it(
  'a backlog survives kill -9 of everything: each event is kept once, each notice reaches its receiver',
  async () => {
    const { servers } = drill;
    await drill.runAll([]);
    const api = drill.services.get('api')!;
    await drill.publishUpTo(BACKLOG_SHARE);
    const [router, notifier] = await Promise.all([drill.run('router'), drill.run('notifier')]);
    await Promise.all([router.ready(), notifier.ready()]);
    const publishing: Promise<void>[] = [];
    const kills = await drill.fault(() =>
      killAtRandom(
        {
          api: { kill: () => api.kill(), restart: () => api.start() },
          router: { kill: () => router.kill(), restart: () => router.start() },
          notifier: { kill: () => notifier.kill(), restart: () => notifier.start() },
          postgresql: { kill: () => servers.postgres().kill(), restart: () => servers.restartPostgres() },
          nats: { kill: () => servers.nats().kill(), restart: () => servers.restartNats() },
        },
        KILLS_OF_EACH,
        drill.random,
        (share) => publishing.push(drill.publishUpTo(BACKLOG_SHARE + share * (1 - BACKLOG_SHARE))),
      ),
    );
    publishing.push(drill.publishUpTo(1), api.ready());
    await Promise.all(publishing);
    await drill.settled();
    console.log({ kills });
    await printCost(drill, 'kill -9 of api, router, notifier, PostgreSQL and NATS');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);
