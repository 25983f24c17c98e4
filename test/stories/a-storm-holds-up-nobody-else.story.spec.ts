import { routerConfig, startRouter } from '@demarc/router';
import { type RunningService, readConfig } from '@demarc/runtime';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { incidentTitled } from '../harness/look.js';
import { metricOf } from '../harness/metrics.js';
import { asService } from '../harness/service-roles.js';
import { countOf, everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const STORM = 2_000;
const AT_ONCE = 500;

let stack: Stack;
let slow: RunningService | undefined;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await addCustomer(stack, 'fabrikam');
  await stack.router.stop();
  await storm('fabrikam');
}, 120_000);
afterAll(async () => {
  await slow?.stop();
  await stack.stop();
});

async function storm(tenant: string): Promise<void> {
  const repeat = (n: number) =>
    stack.publish(`events.${tenant}.operational.incident`, { ...report({ title: 'Printer 7 jams' }), id: `r${n}` });
  for (let from = 0; from < STORM; from += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => repeat(from + n)));
}

const titles = ['First', 'Second', 'Third'];

it("what another customer sends behind a customer's storm is decided long before the storm is over, in its order", async () => {
  for (const title of titles)
    await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
  await stack.publish('events.contoso.security.graph-alert', 'no json');
  const env = { ...stack.env, DEMARC_ROUTER_BATCH: '50', DEMARC_ROUTER_IN_FLIGHT: '1' };
  slow = await startRouter(readConfig(routerConfig, asService('router', env)), { clock: stack.clock });
  const incidents = [];
  for (const title of titles) incidents.push(await incidentTitled(stack, title));
  await everythingTold(stack);

  // Ids of events are in the order in which they were decided.
  const [order] = await stack.store.query<{ before: number; after: number }[]>(
    `with quiet as (select event_id as last from events where tenant_id = 'contoso' order by event_id desc limit 1)
     select count(*) filter (where event_id < last)::int as before, count(*) filter (where event_id > last)::int as after
     from events, quiet where tenant_id = 'fabrikam'`,
  );
  console.log(`of ${STORM} repeats ${order!.before} were decided before the other customer's events`);
  expect(order!.after).toBeGreaterThan(STORM / 2);
  expect(incidents.map(({ openedAt }) => openedAt).toSorted()).toEqual(incidents.map(({ openedAt }) => openedAt));
  expect(await metricOf(slow.url, 'demarc_events_overtook_total')).toBe(4);
});

it('each was decided once, and nothing is missing', async () => {
  const rows = await stack.store.query<{ tenant: string; events: number }[]>(
    'select tenant_id as tenant, count(*)::int as events from events group by 1 order by 1',
  );
  expect(rows).toEqual([
    { tenant: 'contoso', events: 3 },
    { tenant: 'fabrikam', events: STORM },
  ]);
  expect(await countOf(stack, 'quarantine')).toBe(1);
  const reconciled = await runDemarc(stack.apiUrl, ['reconcile', '--all', '--as', 'microsoft/alex']);
  expect(reconciled).toMatchObject({ code: 0, out: expect.stringContaining('Nothing is missing.') });
});
