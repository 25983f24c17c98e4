import type { FlowView, ReportView } from '@demarc/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, report } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { deskOf } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { signedIn } from '../harness/people.js';
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

it('the flow of a period says by which way what was opened came to its owners, and each way is a list', async () => {
  const { body } = await stack.http.get<FlowView>('/v1/reports/flow?tenant=contoso', { as: ANA });
  expect(body.paths).toEqual([
    {
      source: 'urn:microsoft:graph:security:contoso',
      device: 'mmd',
      clauseId: 'MS-4',
      queue: 'microsoft/security-operations',
      incidents: 2,
      events: 2,
    },
  ]);
  expect(body).toMatchObject({ step: 'day', storms: [] });
  expect(body.load.reduce((sum, { microsoft }) => sum + microsoft, 0)).toBe(2);
  const [{ source, clauseId } = { source: '', clauseId: '' }] = body.paths;
  const listed = async (query: string) =>
    (await stack.http.get<{ items: unknown[] }>(`/v1/incidents?${query}`, { as: ANA })).body.items.length;
  const opened = `openedFrom=${body.from}&openedUntil=${body.until}`;
  expect(await listed(`${opened}&clause=${clauseId}&source=${source}`)).toBe(2);
  expect(await listed(`${opened}&clause=CU-6`)).toBe(0);
  expect(await listed(`openedUntil=${body.from}`)).toBe(0);
  const since = (what: string) => `${what}From=${body.from}&${what}Until=${body.until}`;
  expect(await listed(`${since('acknowledged')}&party=microsoft`)).toBe(1);
  expect(await listed(`${since('resolved')}&party=customer`)).toBe(1);
  expect(await listed(`${since('resolved')}&party=microsoft`)).toBe(0);
  expect(await listed(`resolvedUntil=${body.from}`)).toBe(0);
  expect(await listed(`${opened}&device=mmd`)).toBe(2);
  expect(await listed(`${opened}&device=non-mmd`)).toBe(0);
  const { body: unseen } = await stack.http.get<FlowView>('/v1/reports/flow', { as: 'customer:fabrikam/lee' });
  expect(unseen.paths).toEqual([]);
});

it('a storm is one of the flow, and the flow is also a file', async () => {
  for (let n = 0; n < 120; n += 1) {
    const jam = report({ id: `jam-${n}`, title: 'Again and again', area: 'printing', dedupKey: 'jam' });
    await stack.publish('events.contoso.operational.incident', jam);
  }
  const storm = await eventually('a storm', async () => {
    const { body } = await stack.http.get<FlowView>('/v1/reports/flow', { as: ANA });
    return body.storms[0];
  });
  expect(storm).toMatchObject({ title: 'Again and again', tenant: 'contoso' });
  const answer = await fetch(`${stack.apiUrl}/v1/reports/flow?format=csv`, { headers: await signedIn({ as: ANA }) });
  const csv = await answer.text();
  expect(csv).toContain('path,urn:microsoft:graph:security:contoso,mmd,MS-4,microsoft/security-operations');
  expect(csv).toContain(`storm,,,,,,${storm.reference},Again and again,1,`);
});
