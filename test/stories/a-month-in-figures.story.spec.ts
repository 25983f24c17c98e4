import type { ReportView } from '@demarc/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { deskOf } from '../harness/desk.js';
import { incidentTitled } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const [ANA, KIM] = ['microsoft/ana', 'customer/kim'];

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

it('a report says what was done, by whom and how fast, as JSON, as CSV and for a person', async () => {
  const desk = deskOf(stack);
  const opened = async (title: string) => {
    await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
    return (await incidentTitled(stack, title)).id;
  };
  const [handed, refused] = [await opened('Handed over'), await opened('Refused')];
  stack.clock.pushMinutes(30);
  for (const id of [handed, refused]) {
    await desk.act(id, 'acknowledge', ANA);
    await desk.act(id, 'offer', ANA, { to: 'customer/security', reason: 'left MMD' });
  }
  await desk.act(handed, 'accept', KIM);
  await desk.act(refused, 'refuse', KIM, { reason: 'it is enrolled' });
  stack.clock.pushMinutes(60);
  await desk.act(handed, 'resolve', KIM);
  await everythingTold(stack);
  stack.clock.pushMinutes(1);
  const { body } = await stack.http.get<ReportView>('/v1/reports?tenant=contoso&groupBy=owner', {
    as: ANA,
  });
  expect(
    body.groups.map(({ key, opened: count, resolved, openAtEnd }) => [key, count, resolved, openAtEnd]).sort(),
  ).toEqual([
    ['customer/security', 1, 1, 0],
    ['microsoft/security-operations', 1, 0, 1],
  ]);
  const { microsoft, customer } = body.parties;
  expect(microsoft.offers).toMatchObject({ made: 2, accepted: 1, refused: 1 });
  expect(microsoft.acknowledge.count).toBe(2);
  expect(microsoft.acknowledge.real!.median).toBeCloseTo(30, 0);
  expect(customer.resolve.count).toBe(1);
  expect(customer.resolve.real!.median).toBeCloseTo(90, 0);
  expect(body.notices.microsoft.owed).toBeGreaterThan(0);
  const csv = await runDemarc(stack.apiUrl, ['report', '--tenant', 'contoso', '--until', stack.clock.now(), '--csv']);
  expect(csv.out).toContain('offers,microsoft,refused,1');
  expect(csv.out).toContain('owner,customer/security,resolved,1');
  const text = await runDemarc(stack.apiUrl, ['report', '--tenant', 'contoso', '--until', stack.clock.now()]);
  expect(text.out).toMatch(/handovers offered\s+2\s+0/);
});
