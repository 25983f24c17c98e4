import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ReceiptView, UnmatchedList } from '@demarc/contracts';
import { report } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { metricOf } from '../harness/metrics.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

const send = async (title: string) => {
  await stack.publish('events.contoso.operational.incident', report({ title }));
  return incidentTitled(stack, title);
};

it('an event that no rule knows is counted and listed, and one like it has an area once the tenant has a rule', async () => {
  const unknown = await send('Payroll gadget 17 is stuck');
  expect(unknown.area).toBe('other');
  await eventually('the event to be counted', async () => {
    const labels = { tenant: 'contoso', format: 'incident' };
    return (await metricOf(stack.urls.router, 'demarc_area_unmatched_total', labels)) === 1;
  });
  const { body: list } = await stack.http.get<UnmatchedList>('/v1/areas/unmatched?tenant=contoso');
  expect(list.items).toMatchObject([
    { words: 'payroll gadget is stuck', incidents: 1, example: { reference: unknown.reference } },
  ]);

  const rules = [{ id: 'payroll', area: 'line-of-business-app', words: ['payroll gadget'] }];
  expect((await stack.http.put('/v1/tenants/contoso/area-rules', rules)).status).toBe(200);
  // The router follows the poke; each try is an event of its own, until one is read by the new rule.
  let attempt = 17;
  const known = await eventually('an event to be read by the new rule', async () => {
    attempt += 1;
    const incident = await send(`Payroll gadget ${attempt} is stuck`);
    return incident.area === 'line-of-business-app' && incident;
  });
  const { body: receipt } = await stack.http.get<ReceiptView>(`/v1/incidents/${known.reference}/receipt`);
  expect(JSON.stringify(receipt)).toContain(
    JSON.stringify('contoso\'s rule payroll: "payroll gadget" in title').slice(1, -1),
  );
});
