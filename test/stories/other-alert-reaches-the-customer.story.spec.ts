import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { incidentTitled, owed, webhooksTo } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

it("an alert on a device that is not in MMD reaches the customer's security contact and nobody at Microsoft", async () => {
  const title = 'Unwanted software at the front desk';
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(OTHER_DEVICE, { title, severity: 'low' }));
  const incident = await incidentTitled(stack, title);
  expect(incident).toMatchObject({ queue: 'customer/security', clauseId: 'CU-6' });
  await webhooksTo(stack, 'customer-security', incident.id);
  expect(await owed(stack, incident.id)).toEqual({ assignment: 'customer/security' });
});

it.each([
  ['severe', { severity: 'high', category: 'Execution' }],
  ['lateral movement', { severity: 'low', category: 'LateralMovement' }],
])('MMD operations, and not the SOC, is told when it may impact the service: %s', async (name, fields) => {
  const title = `May impact the service: ${name}`;
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(OTHER_DEVICE, { title, ...fields }));
  const incident = await incidentTitled(stack, title);
  expect(await owed(stack, incident.id)).toEqual({ assignment: 'customer/security', advisory: 'microsoft/operations' });
  await webhooksTo(stack, 'operations', incident.id);
});
