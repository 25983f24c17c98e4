import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { heldBy, incidentOf, incidentTitled } from '../harness/look.js';
import { everythingRouted } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const MANAGER = { as: 'microsoft/sam' };
const SOC = 'microsoft/security-operations';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await addCustomer(stack, 'fabrikam');
}, 60_000);
afterAll(() => stack.stop());

const adopt = (tenant: string, version: string, holdsFrom: string) =>
  stack.http.post<unknown>(`/v1/tenants/${tenant}/policies`, { version, holdsFrom }, MANAGER);

/** An alert that Defender's automation has resolved by itself. */
const botted = (title: string, at: string) =>
  defenderAlert(MMD_DEVICE, {
    title,
    at,
    status: 'resolved',
    assignedTo: 'Automation',
    investigationState: 'successfullyRemediated',
  });
const send = async (tenant: string, title: string, at: string) => {
  await stack.publish(`events.${tenant}.security.graph-alert`, botted(title, at));
  return incidentTitled(stack, title);
};

it('an alert is decided by the version that held for its tenant at its activity', async () => {
  expect((await adopt('fabrikam', '2023-03-08', '2023-03-08T00:00:00Z')).status).toBeLessThan(300);
  expect((await adopt('fabrikam', '2023-07-13', '2023-07-13T00:00:00Z')).status).toBeLessThan(300);
  await eventually('the router to know the adoptions', async () => {
    const probe = await send('fabrikam', `Probe ${Math.random()}`, '2023-08-01T00:00:00Z');
    return probe.policyVersion === '2023-07-13';
  });
  const before = await send('fabrikam', 'The day before', '2023-07-12T23:59:59.9999999Z');
  const after = await send('fabrikam', 'From that day', '2023-07-13T00:00:00Z');
  const elsewhere = await send('contoso', 'At a customer who adopted nothing', '2023-07-13T00:00:00Z');
  expect([before, after, elsewhere].map(({ policyVersion, queue }) => [policyVersion, queue])).toEqual([
    ['2023-03-08', SOC],
    ['2023-07-13', 'customer/security'],
    ['2021-08-08', SOC],
  ]);
});

it('what a bot resolved is the customer’s, and the SOC’s again once it is set back to new', async () => {
  const title = 'Resolved by a bot, then reopened';
  const alert = botted(title, '2023-08-01T00:00:00Z');
  await stack.publish('events.fabrikam.security.graph-alert', alert);
  const { id, queue } = await incidentTitled(stack, title);
  expect(queue).toBe('customer/security');
  const reopened = { status: 'new', assignedTo: null, lastUpdateDateTime: '2023-08-01T01:00:00Z' };
  await stack.publish('events.fabrikam.security.graph-alert', { ...alert, ...reopened, investigationState: 'running' });
  expect(await heldBy(stack, id, SOC)).toMatchObject({ clauseId: 'MS-4', state: 'new' });
});

it('an adoption disturbs nothing in flight: an open incident stays under the policy it was opened under', async () => {
  const title = 'Opened before the adoption';
  const alert = botted(title, '2024-02-01T00:00:00Z');
  await stack.publish('events.contoso.security.graph-alert', alert);
  const opened = await incidentTitled(stack, title);
  expect((await adopt('contoso', '2023-07-13', '2024-01-01T00:00:00Z')).status).toBeLessThan(300);
  await eventually('the router to know the adoption', async () => {
    const probe = await send('contoso', `Probe ${Math.random()}`, '2024-03-01T00:00:00Z');
    return probe.policyVersion === '2023-07-13';
  });
  const update = { ...alert, lastUpdateDateTime: '2024-02-02T00:00:00Z' };
  await stack.publish('events.contoso.security.graph-alert', update);
  await everythingRouted(stack);
  const now = await incidentOf(stack, opened.id);
  expect(now).toMatchObject({ eventCount: 2, policyVersion: '2021-08-08', queue: SOC });
});

it('a policy with a gap is refused with an example of what nobody would own', async () => {
  const document = `version: contoso-2026
title: With a hole
extends: '2021-08-08'
entries: {}
remove: [CU-7b-SERVICE]
`;
  const { status, body } = await stack.http.post<{ errors?: { detail: string }[] }>(
    '/v1/policies',
    { document, tenant: 'contoso' },
    MANAGER,
  );
  expect(status).toBe(422);
  expect(JSON.stringify(body)).toContain('operational');
  expect((await adopt('contoso', 'contoso-2026', '2026-01-01T00:00:00Z')).status).toBe(404);
});
