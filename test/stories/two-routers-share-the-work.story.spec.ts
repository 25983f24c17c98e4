import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { routerConfig, startRouter } from '@demarc/router';
import { type RunningService, readConfig } from '@demarc/runtime';
import { report } from '../harness/alerts.js';
import { countOf, everythingTold } from '../harness/settled.js';
import { metricOf } from '../harness/metrics.js';
import { type Stack, startStack } from '../harness/stack.js';
import { asService } from '../harness/service-roles.js';
import { addCustomer, addProvider } from '../harness/tenant-kit.js';

const EVENTS = 2_000;
const KEYS = 50;

let stack: Stack;
let second: RunningService;
beforeAll(async () => {
  stack = await startStack();
  second = await startRouter(readConfig(routerConfig, asService('router', stack.env)), { clock: stack.clock });
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(async () => {
  await second.stop();
  await stack.stop();
});

it('two routers share the work: no event is lost, none counts twice', async () => {
  const events = Array.from({ length: EVENTS }, (_, n) =>
    report({ id: `event-${n}`, dedupKey: `key-${n % KEYS}`, title: `Key ${n % KEYS}`, area: 'printing' }),
  );
  // Every tenth is published a second time: whichever router gets it must know what the other did.
  const all = [...events, ...events.filter((_, n) => n % 10 === 0)];
  await Promise.all(all.map((event) => stack.publish('events.contoso.operational.incident', event)));
  await everythingTold(stack);

  expect(await countOf(stack, 'events')).toBe(EVENTS);
  expect(await countOf(stack, 'quarantine')).toBe(0);
  expect(await countOf(stack, 'incidents')).toBe(KEYS);
  const counted = await stack.store.query<{ count: number }[]>(
    `select (document->>'eventCount')::int as count from incidents`,
  );
  expect(counted.map(({ count }) => count)).toEqual(Array.from({ length: KEYS }, () => EVENTS / KEYS));
  expect(await countOf(stack, 'timeline', `type = 'incident.opened'`)).toBe(KEYS);
  const [{ joined }] = (await stack.store.query(
    `select sum((change->>'count')::int)::int as joined from timeline where type = 'incident.events-joined'`,
  )) as [{ joined: number }];
  expect(joined).toBe(EVENTS - KEYS);

  expect(await countOf(stack, 'notices', `kind = 'assignment'`)).toBe(KEYS);
  const assigned = stack.receiver.received.filter(({ path }) => path.endsWith('/customer-it-help-desk'));
  expect(new Set(assigned.map(({ json }) => json.data.incident?.id)).size).toBe(KEYS);
  expect(assigned).toHaveLength(KEYS);
});

it('both of them worked', async () => {
  for (const url of [stack.urls.router, second.url]) {
    expect(await metricOf(url, 'demarc_batch_messages_sum')).toBeGreaterThan(0);
  }
});
