import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, report } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { metricOf } from '../harness/metrics.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

const HOOK = '/v1/tenants/contoso/hooks';
const SERVICES = ['api', 'router', 'notifier'] as const;
const readiness = async () =>
  Promise.all(SERVICES.map(async (name) => (await fetch(`${stack.urls[name]}/health/ready`)).status));

it('the metrics of every service say what happened', async () => {
  const alert = defenderAlert(MMD_DEVICE);
  await stack.http.post(`${HOOK}/graph-alert`, alert);
  await stack.http.post(`${HOOK}/graph-alert`, alert);
  await stack.http.post(`${HOOK}/incident`, { title: 7 });
  await stack.publish('events.contoso.security.graph-alert', alert);
  await stack.publish('events.contoso.security.graph-alert', 'no json');
  await everythingTold(stack);

  const { api, router, notifier } = stack.urls;
  expect(await metricOf(api, 'demarc_api_events_total', { outcome: 'accepted' })).toBe(1);
  expect(await metricOf(api, 'demarc_api_events_total', { outcome: 'duplicate' })).toBe(1);
  expect(await metricOf(api, 'demarc_api_events_total', { outcome: 'not-in-format' })).toBe(1);
  expect(await metricOf(router, 'demarc_events_total', { outcome: 'opened' })).toBe(1);
  expect(await metricOf(router, 'demarc_events_total', { outcome: 'duplicate' })).toBe(1);
  expect(await metricOf(router, 'demarc_events_total', { outcome: 'quarantined' })).toBe(1);
  expect(await metricOf(router, 'demarc_publish_to_commit_seconds_count')).toBe(3);
  expect(await metricOf(router, 'demarc_batch_messages_sum')).toBe(3);
  expect(await metricOf(router, 'demarc_outbox_relayed_total')).toBeGreaterThan(0);
  expect(await metricOf(notifier, 'demarc_notices_total', { state: 'planned' })).toBe(2);
  // The SOC by webhook, the customer by webhook and mail.
  expect(await metricOf(notifier, 'demarc_deliveries_total', { outcome: 'sent', reason: 'accepted' })).toBe(3);
  expect(await metricOf(notifier, 'demarc_delivery_latency_seconds_count', { channel: 'webhook' })).toBe(2);
  expect(await metricOf(notifier, 'demarc_deliveries_open', { state: 'failed' })).toBe(0);
});

it('without PostgreSQL no service is ready; with it again all are, and work goes on', async () => {
  expect(await readiness()).toEqual([200, 200, 200]);
  await stack.servers.postgres().stop();
  await eventually('every service to be unready', async () => (await readiness()).every((status) => status === 503));
  const problem = await stack.http.get<{ detail: string }>('/v1/queues');
  expect(problem).toMatchObject({ status: 503, body: { type: 'urn:demarc:problem:unavailable' } });
  for (const name of SERVICES) expect((await fetch(`${stack.urls[name]}/health/live`)).status).toBe(200);
  // JetStream takes events meanwhile.
  await stack.publish(
    'events.contoso.operational.incident',
    report({ title: 'While the database was away', area: 'printing' }),
  );

  await stack.servers.restartPostgres();
  await eventually('every service to be ready', async () => (await readiness()).every((status) => status === 200));
  expect(await incidentTitled(stack, 'While the database was away')).toMatchObject({ queue: 'customer/it-help-desk' });
});
