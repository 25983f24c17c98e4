import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { incidentOf, incidentTitled, owed, webhooksTo } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const CUSTOMER = { as: 'customer/kim', 'if-match': '*' };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

const publish = async (title: string, given: object = {}) => {
  const alert = defenderAlert(OTHER_DEVICE, { title, severity: 'low', category: 'UnwantedSoftware', ...given });
  await stack.publish('events.contoso.security.graph-alert', alert);
  return { alert, incident: await incidentTitled(stack, title) };
};

it('what no rule calls an impact is told to MMD operations once a person says so, and the receipt names them', async () => {
  const { alert, incident } = await publish('Toolbar on the front desk');
  await everythingTold(stack);
  expect(await owed(stack, incident.id)).toEqual({ assignment: 'customer/security' });

  const said = { impact: 'yes', note: 'It talks to our proxy.' };
  expect((await stack.http.post(`/v1/incidents/${incident.id}/service-impact`, said, CUSTOMER)).status).toBe(200);
  await webhooksTo(stack, 'operations', incident.id);
  const { body } = await stack.http.get<{ receipt: { from: { serviceImpact: string } } }>(
    `/v1/incidents/${incident.id}/receipt`,
  );
  expect(body.receipt.from.serviceImpact).toContain('customer/kim');

  // The person's word stays when the source sends more of the same.
  await stack.publish('events.contoso.security.graph-alert', {
    ...alert,
    lastUpdateDateTime: '2022-03-01T12:00:00Z',
  });
  const updated = await eventually('the update to have joined', async () => {
    const now = await incidentOf(stack, incident.id);
    return now.eventCount === 2 && now;
  });
  expect(updated.informed).toBe('microsoft/operations');
});

it('a tactic that spreads is an impact by the policy, and the receipt names the rule', async () => {
  const { incident } = await publish('Pass the hash', { category: 'LateralMovement' });
  await webhooksTo(stack, 'operations', incident.id);
  const { body } = await stack.http.get<{ receipt: { serviceImpact: { answer: string; rules: string[] } } }>(
    `/v1/incidents/${incident.id}/receipt`,
  );
  expect(body.receipt.serviceImpact.answer).toBe('yes');
  expect(body.receipt.serviceImpact.rules.length).toBeGreaterThan(0);
});
