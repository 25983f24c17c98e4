import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type SupportHours, WEEKDAYS } from '@demarc/domain';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const ANA = 'microsoft/ana';
const KIM = 'customer/kim';
const THEIRS = 'customer/security';

let stack: Stack;
let desk: Desk;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  desk = deskOf(stack);
}, 60_000);
afterAll(() => stack.stop());

/** When the customer's security team works. */
async function theyWork(hours: '24x7' | SupportHours): Promise<void> {
  const body = { hours: { [THEIRS]: hours } };
  const { status } = await stack.http.put('/v1/tenants/contoso/service-levels', body, { as: ANA });
  if (status !== 200) throw new Error(`the service levels were answered ${status}`);
}

/** Not today, and not tomorrow. */
function inThreeDays(): SupportHours {
  const weekday = (new Date(stack.clock.now()).getUTCDay() + 2) % WEEKDAYS.length;
  const week = Object.fromEntries(
    WEEKDAYS.map((day, n) => [day, n === weekday ? [{ start: '00:00', end: '24:00' }] : []]),
  );
  return { timeZone: 'UTC', week: week as unknown as SupportHours['week'], holidays: [] };
}

const custodyOf = async (id: string) => (await desk.read(id)).body.custody;
const pass = (minutes: number) => stack.clock.pushMinutes(minutes);
/** Beside what a story pushes, its own seconds pass. */
const about = (minutes: number) => ({ asymmetricMatch: (found: number) => found >= minutes && found < minutes + 2 });

it('time is counted for whoever has it, and the api and the command line say whose it is', async () => {
  await theyWork('24x7');
  const title = 'Counted from hand to hand';
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title, severity: 'medium' }));
  const { id } = await incidentTitled(stack, title);
  pass(30);
  await desk.act(id, 'claim', ANA);
  await desk.act(id, 'request', ANA, { action: 'Restart the device' });
  pass(40);
  expect(await custodyOf(id)).toMatchObject({
    microsoftMinutes: about(30),
    customerMinutes: about(40),
    running: { who: 'customer', why: 'waiting', queue: THEIRS, paused: null },
  });
  await desk.act(id, 'answer', KIM, { text: 'Restarted' });
  const until = new Date(Date.parse(stack.clock.now()) + 180 * 60_000).toISOString();
  await desk.act(id, 'snooze', ANA, { until, reason: 'The scan takes three hours' });
  pass(10);
  await desk.act(id, 'agree-snooze', KIM);
  pass(60);
  expect(await custodyOf(id)).toMatchObject({ running: { who: 'microsoft', paused: 'snoozed' } });
  await desk.act(id, 'wake', ANA, { reason: 'The scan is done' });
  pass(5);
  await desk.act(id, 'offer', ANA, { to: THEIRS, reason: 'It left MMD' });
  pass(25);
  const offered = await custodyOf(id);
  expect(offered).toMatchObject({ running: { who: 'in-transit', why: 'offered' }, clock: { clock: 'offer' } });
  await desk.act(id, 'accept', KIM);
  pass(45);
  const custody = await custodyOf(id);
  expect(custody).toMatchObject({
    microsoftMinutes: about(45),
    customerMinutes: about(85),
    inTransitMinutes: about(25),
    running: { who: 'customer', why: 'held', queue: THEIRS, paused: null },
  });
  expect(custody.segments.map(({ who, why }) => [who, why])).toEqual([
    ['microsoft', 'held'],
    ['customer', 'waiting'],
    ['microsoft', 'held'],
    ['in-transit', 'offered'],
    ['customer', 'held'],
  ]);
  const shown = await runDemarc(stack.apiUrl, ['show', id]);
  expect(shown.out).toMatch(/Microsoft 4[56] min, customer 1 h 2[56] min, in transit 2[56] min/);
  expect(shown.out).toContain("the customer's time runs now");
});

it('and stands still while the team that has it does not work', async () => {
  await theyWork(inThreeDays());
  const title = 'Counted at no hour';
  const alert = defenderAlert(OTHER_DEVICE, { title, severity: 'medium' });
  await stack.publish('events.contoso.security.graph-alert', alert);
  const { id } = await incidentTitled(stack, title);
  pass(30);
  const { incident, custody } = (await desk.read(id)).body;
  expect(incident.queue).toBe(THEIRS);
  expect(custody).toMatchObject({
    customerMinutes: 0,
    running: { who: 'customer', paused: 'outside-support-hours' },
  });
});
