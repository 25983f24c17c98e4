import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { metricOf } from '../harness/metrics.js';
import { runOperatorScript } from '../harness/operator-script.js';
import { buildVersion, migrateWith, previousVersion } from '../harness/previous-version.js';
import { printCost } from './cost.js';
import { TENANTS } from './backlog.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';
import { addTenantsOnHooks } from './tenants-on-hooks.js';

const MESSAGES = 3_000;
/** Events come in all the while, in portions of this share. */
const PORTION = 0.02;
const PATIENCE_MS = 120_000;
const TEST_BUDGET_MS = 400_000;
/** Neither version is done with the backlog before the other one takes part. */
const SLOW_ROUTER = { DEMARC_ROUTER_BATCH: '10', DEMARC_ROUTER_IN_FLIGHT: '1' };

const before = previousVersion();
if (!before)
  console.warn(
    'THE UPGRADE DRILL IS SKIPPED: git knows no version before this one here. A clone with its history does.',
  );

let drill: Drill;
let version: string;
beforeAll(async () => {
  if (!before) return;
  version = await buildVersion(before, mkdtempSync(path.join(tmpdir(), 'demarc-previous-')));
  drill = await Drill.start({
    messages: MESSAGES,
    natsUsers: false,
    schema: (servers) => migrateWith(version, servers),
  });
}, 300_000);
afterAll(async () => {
  await drill?.stop();
  if (version) rmSync(version, { recursive: true, force: true });
}, 60_000);

(before ? it : it.skip)(
  'a store with a backlog is upgraded while events flow: both versions work side by side, nothing is lost or decided twice',
  async () => {
    let share = 0.3;
    /** Publishes portion after portion until something holds. */
    const flowUntil = (what: string, holds: () => Promise<boolean>) =>
      eventually(
        what,
        async () => {
          share = Math.min(0.9, share + PORTION);
          await drill.publishUpTo(share);
          return holds();
        },
        PATIENCE_MS,
      );
    const api = await drill.run('api', 'the old api', {}, version);
    await api.ready();
    await addTenantsOnHooks(api.url, TENANTS, drill.receiver.url);
    await drill.publishUpTo(share);

    const old = [
      await drill.run('router', 'the old router', SLOW_ROUTER, version),
      await drill.run('notifier', 'the old notifier', {}, version),
    ];
    await Promise.all(old.map((service) => service.ready()));
    await flowUntil('the old version to work', async () => (await drill.eventsKept()) > 0);

    const refused = await drill.run('router', 'a new router too early');
    await eventually('the new version to refuse the old schema', () => refused.failedStarts > 0, PATIENCE_MS);
    expect(refused.lastWords()).toContain('The database is older than this version');
    await refused.stop();
    drill.services.delete('a new router too early');

    const migrated = await drill.fault(() => runOperatorScript('migrate', [], drill.servers));
    expect(migrated).toMatchObject({ code: 0, err: '' });
    console.log(`from ${before}: ${migrated.out.trim()}`);
    const decidedThen = await drill.eventsKept();
    await flowUntil('the old version to work on the new schema', async () => (await drill.eventsKept()) > decidedThen);

    const router = await drill.run('router', 'the new router', SLOW_ROUTER);
    const fresh = [router, await drill.run('notifier', 'the new notifier'), await drill.run('api', 'the new api')];
    await Promise.all(fresh.map((service) => service.ready()));
    const worked = async (url: string) => (await metricOf(url, 'demarc_batch_messages_sum')) ?? 0;
    const oldHadWorked = await worked(old[0]!.url);
    await flowUntil(
      'both routers to work side by side',
      async () => (await worked(router.url)) > 0 && (await worked(old[0]!.url)) > oldHadWorked,
    );

    await Promise.all([...old, api].map((service) => service.stop()));
    await drill.publishUpTo(1);
    await drill.settled();
    await printCost(drill, 'an upgrade with both versions at work');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);
