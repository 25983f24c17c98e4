import { routerConfig, startRouter } from '@demarc/router';
import { type RunningService, readConfig } from '@demarc/runtime';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, report } from '../harness/alerts.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { asService } from '../harness/service-roles.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const ANA = 'microsoft/ana';
/** A Friday evening before the clocks of Amsterdam go on (2027-03-28, 02:00 becomes 03:00). */
const FRIDAY = Date.UTC(2027, 2, 26, 17);
const NIGHT = [{ start: '01:00', end: '05:00' }];
const AMSTERDAM_NIGHTS = {
  timeZone: 'Europe/Amsterdam',
  week: { mon: NIGHT, tue: NIGHT, wed: NIGHT, thu: NIGHT, fri: NIGHT, sat: NIGHT, sun: NIGHT },
  holidays: ['2027-03-27'],
};

let stack: Stack;
let desk: Desk;
let second: RunningService | undefined;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  desk = deskOf(stack);
  stack.clock.pushMinutes((FRIDAY - Date.now()) / 60_000);
}, 60_000);
afterAll(async () => {
  await second?.stop();
  await stack.stop();
});

const levels = async (body: object) => {
  const { status } = await stack.http.put('/v1/tenants/contoso/service-levels', body, { as: ANA });
  if (status !== 200) throw new Error(`the service levels were answered ${status}`);
};
const STEPS = [
  { afterMinutes: 0, to: 'team' },
  { afterMinutes: 10, to: 'managers' },
];
const policyOf = (name: string) => ({ name, steps: STEPS, rounds: 2, repeatAfterMinutes: 20 });
const escalation = (name: string) => ({ escalation: { 'microsoft/security-operations': policyOf(name) } });
const types = (timeline: readonly { readonly type: string }[]) =>
  timeline.map(({ type }) => type.slice('incident.'.length));

async function alertTitled(title: string): Promise<string> {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title, severity: 'high' }));
  return (await incidentTitled(stack, title)).id;
}

it('counts the hours of the customer’s team over a holiday and a night that is an hour shorter', async () => {
  await levels({ hours: { 'customer/other': AMSTERDAM_NIGHTS } });
  await stack.publish(
    'events.contoso.operational.incident',
    report({ title: 'Printer of the night shift', area: 'printing', severity: 'medium' }),
  );
  const { id } = await incidentTitled(stack, 'Printer of the night shift');
  const { queue } = (await desk.read(id)).body.incident;
  await levels({ hours: { [queue]: AMSTERDAM_NIGHTS } });
  // Four hours: Saturday is a holiday, Sunday's night has three, Monday's first hour is the fourth.
  const due = '2027-03-29T00:00:00.0000000Z';
  const { incident } = await desk.until(id, 'the clocks to be worked out again', (detail) =>
    detail.incident.dues.some(({ clock, phase, at }) => clock === 'first-response' && phase === 'due' && at === due),
  );
  expect(incident.severity).toBe('B');
});

it('warns, breaches and tells step by step by the policy of when it began, until somebody takes it up', async () => {
  await levels(escalation('nights'));
  const id = await alertTitled('Nobody takes it up');
  stack.clock.pushMinutes(46);
  await desk.told('soc', 'warning', id);
  stack.clock.pushMinutes(15);
  await desk.told('soc', 'escalation', id);
  // The policy is replaced while it runs: what has begun goes on as it was.
  await levels(escalation('days'));
  stack.clock.pushMinutes(11);
  const told = await desk.until(
    id,
    'its managers to be told',
    ({ timeline }) => types(timeline).filter((type) => type === 'escalated').length === 2,
  );
  const steps = told.timeline.flatMap(({ change }) =>
    change.type === 'incident.escalated' ? [[change.policy, change.step, change.audience]] : [],
  );
  expect(steps).toEqual([
    ['nights', 1, 'team'],
    ['nights', 2, 'managers'],
  ]);
  await desk.act(id, 'acknowledge', ANA);
  stack.clock.pushMinutes(120);
  const { timeline, incident } = (await desk.read(id)).body;
  expect(incident.escalation).toBeNull();
  expect(types(timeline).filter((type) => type === 'escalated')).toHaveLength(2);
});

it('lets what was due while no router ran happen once and in order when two are back', async () => {
  const ids = [await alertTitled('Due while nobody ran 1'), await alertTitled('Due while nobody ran 2')];
  await stack.router.stop();
  stack.clock.pushMinutes(600);
  const env = { ...stack.env, DEMARC_ROUTER_POLL_MS: '50' };
  const routers = await Promise.all(
    [1, 2].map(() => startRouter(readConfig(routerConfig, asService('router', env)), { clock: stack.clock })),
  );
  [second] = routers;
  for (const id of ids) {
    const { timeline } = await desk.until(id, 'its escalation to begin', (detail) =>
      types(detail.timeline).includes('escalated'),
    );
    expect(types(timeline)).toEqual(['opened', 'clock-warned', 'clock-breached', 'escalation-started', 'escalated']);
  }
  await routers[1]!.stop();
});
