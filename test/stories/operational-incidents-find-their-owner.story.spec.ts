import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { report } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled, owed, webhooksTo } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

const send = async (title: string, given: Record<string, unknown>) => {
  await stack.publish('events.contoso.operational.incident', report({ title, ...given }));
  return incidentTitled(stack, title);
};

it('an operational incident on a device that is not in MMD is the customer’s and MMD operations is always told', async () => {
  const incident = await send('Disk is full', {
    area: 'device-health',
    severity: 'low',
    devices: [{ name: OTHER_DEVICE.name }],
  });
  expect(incident.queue).toBe('customer/devices');
  expect(await owed(stack, incident.id)).toEqual({ assignment: 'customer/devices', advisory: 'microsoft/operations' });
  await webhooksTo(stack, 'customer-devices', incident.id);
  await webhooksTo(stack, 'operations', incident.id);
});

it('a printer incident on an MMD device is the customer’s', async () => {
  const incident = await send('Printer on floor 3 jams', {
    area: 'printing',
    devices: [{ entraId: MMD_DEVICE.entraId }],
  });
  expect(incident).toMatchObject({ queue: 'customer/it-help-desk', clauseId: 'CU-9', about: MMD_DEVICE.name });
  await webhooksTo(stack, 'customer-it-help-desk', incident.id);
});

it('a failing update on an MMD device is MMD operations’ and the customer is told', async () => {
  const incident = await send('Quality update fails', {
    area: 'windows-update',
    devices: [{ entraId: MMD_DEVICE.entraId }],
  });
  expect(incident).toMatchObject({ queue: 'microsoft/operations', clauseId: 'MS-5' });
  await webhooksTo(stack, 'operations', incident.id);
  await webhooksTo(stack, 'customer-devices', incident.id);
});

it('a resolved report resolves the incident it fired', async () => {
  const dedupKey = 'printer-9';
  const fired = await send('Printer 9 is offline', { area: 'printing', dedupKey });
  await stack.publish(
    'events.contoso.operational.incident',
    report({
      title: 'Printer 9 is back',
      area: 'printing',
      dedupKey,
      status: 'resolved',
      endedAt: '2022-03-01T11:00:00Z',
    }),
  );
  const [resolved] = await eventually('the incident to be resolved', async () => {
    const rows = await stack.store.query<{ events: number }[]>(
      `select (document->>'eventCount')::int as events from incidents where incident_id = $1 and state = 'resolved'`,
      [fired.id],
    );
    return rows.length > 0 && rows;
  });
  expect(resolved).toEqual({ events: 2 });
});
