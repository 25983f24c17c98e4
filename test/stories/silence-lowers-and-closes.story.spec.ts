import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const ANA = 'microsoft/ana';
const HOUR = 60;

let stack: Stack;
let desk: Desk;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  // Around the clock, so that the story does not depend on the day it is told.
  const hours = { 'customer/security': '24x7', 'microsoft/security-operations': '24x7' };
  const { status } = await stack.http.put('/v1/tenants/contoso/service-levels', { hours }, { as: ANA });
  if (status !== 200) throw new Error(`the service levels were answered ${status}`);
  desk = deskOf(stack);
}, 60_000);
afterAll(() => stack.stop());

async function asked(title: string, severity: string): Promise<string> {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title, severity }));
  const { id } = await incidentTitled(stack, title);
  await desk.act(id, 'request', ANA, { action: 'Return the device' });
  return id;
}

it('an asked action that nobody answers lowers the severity level by level and closes the incident after 48 hours', async () => {
  const id = await asked('Nobody returns it', 'high');
  const [told] = await desk.told('customer-security', 'request', id);
  expect(told!.json.data.notice.details).toMatchObject({ of: 'request', action: 'Return the device' });
  const severityIs = (severity: string) =>
    desk.until(id, `severity ${severity}`, ({ incident }) => incident.severity === severity);
  await severityIs('A');
  stack.clock.pushMinutes(HOUR + 1);
  await severityIs('B');
  stack.clock.pushMinutes(4 * HOUR + 1);
  const floor = await severityIs('C');
  expect(floor.incident).toMatchObject({ state: 'waiting', waiting: { answerDueAt: null } });
  stack.clock.pushMinutes(20 * HOUR);
  await desk.told('customer-security', 'warning', id);
  stack.clock.pushMinutes(24 * HOUR);
  const closed = await desk.until(id, 'it to be closed', ({ incident }) => incident.state === 'resolved');
  expect(closed.incident.resolution?.note).toContain('Return the device');
  const told48 = await Promise.all([
    desk.told('customer-security', 'resolution', id),
    desk.told('soc', 'resolution', id),
  ]);
  expect(told48.map(({ length }) => length)).toEqual([1, 1]);
});

it('an answer in time lets its holder go on with it, as severe as it was', async () => {
  const id = await asked('Returned in time', 'medium');
  stack.clock.pushMinutes(HOUR);
  const { incident } = await desk.act(id, 'answer', 'customer/kim', { text: 'Sent this morning' });
  expect(incident).toMatchObject({ state: 'acknowledged', severity: 'B', waiting: null });
  const [told] = await desk.told('soc', 'update', id);
  expect(told!.json.data.notice.details).toMatchObject({ of: 'update', by: 'customer/kim', text: 'Sent this morning' });
});
