import { randomUUID } from 'node:crypto';
import type { BulkAnswer, CommandAnswerBody, Problem } from '@demarc/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { report } from '../harness/alerts.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addCustomer, addProvider } from '../harness/tenant-kit.js';

const KIM = 'customer/kim';
const LEE = 'customer/lee';

let stack: Stack;
let desk: Desk;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  desk = deskOf(stack);
}, 60_000);
afterAll(() => stack.stop());

/** An operational incident of the customer's, of so many events. */
async function printer(title: string, given: Record<string, unknown> = {}): Promise<string> {
  await stack.publish('events.contoso.operational.incident', report({ title, area: 'printing', ...given }));
  return (await incidentTitled(stack, title)).id;
}

it('is claimed by one of two, assigned on, and every entry says what was before and after', async () => {
  const id = await printer('Claimed');
  const answers = await Promise.all([KIM, LEE].map((actor) => desk.ask(id, 'claim', actor)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  await desk.act(id, 'assign', KIM, { to: 'robin' });
  await desk.act(id, 'severity', KIM, { to: 'C', reason: 'One printer only' });
  const { timeline } = (await desk.read(id)).body;
  const last = timeline.slice(-2).map(({ before, after }) => ({ before, after }));
  expect(last[0]!.after).toEqual({ assignee: 'robin' });
  expect(last[1]).toEqual({ before: { severity: 'B' }, after: { severity: 'C' } });
});

it('of a command sent twice with one key happens once, and the same key for another thing is refused', async () => {
  const id = await printer('Sent twice');
  const headers = { 'idempotency-key': randomUUID() };
  const body = { text: 'Toner is ordered', visibility: 'own-party' };
  const [first, again] = await Promise.all([1, 2].map(() => desk.ask(id, 'comment', KIM, body, headers)));
  expect([first!.status, again!.status]).toEqual([200, 200]);
  expect(again!.body).toEqual(first!.body);
  const { timeline } = (await desk.read(id, KIM)).body;
  expect(timeline.filter(({ type }) => type === 'incident.commented')).toHaveLength(1);
  const other = await desk.ask(id, 'comment', KIM, { ...body, text: 'another' }, headers);
  expect([other.status, other.body.type]).toEqual([422, 'urn:demarc:problem:idempotency-key-reused']);
});

it('many at once have a result each: those that cannot be done leave the others alone', async () => {
  const [one, two] = [await printer('Many 1'), await printer('Many 2')];
  await desk.act(two, 'resolve', KIM);
  const items = [{ id: one }, { id: two }, { id: 'INC-00000-00000' }];
  const { body } = await stack.http.post<BulkAnswer>(
    '/v1/incidents/bulk',
    { command: 'assign', body: { to: 'robin' }, items },
    { as: KIM },
  );
  expect(body).toMatchObject({ done: 1, refused: 2 });
  expect(body.items.map((item) => (item.ok ? item.answer.incident.assignee : item.problem.status))).toEqual([
    'robin',
    409,
    404,
  ]);
  const wrong = await stack.http.post<Problem>(
    '/v1/incidents/bulk',
    { command: 'assign', body: {}, items },
    { as: KIM },
  );
  expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([422, 'body.to']);
});

it('merged incidents go on as one, which also takes what still comes of the other', async () => {
  const dedupKey = randomUUID();
  const from = await printer('Merged away', { dedupKey, id: 'first' });
  const into = await printer('Goes on');
  const { incident } = await desk.act(from, 'merge', KIM, { into, reason: 'One printer' });
  expect(incident).toMatchObject({ state: 'resolved', mergedInto: into });
  await stack.publish(
    'events.contoso.operational.incident',
    report({ title: 'Merged away', area: 'printing', dedupKey, id: 'second' }),
  );
  await stack.publish(
    'events.contoso.operational.incident',
    report({ title: 'Merged away', area: 'printing', dedupKey, id: 'first', updatedAt: '2022-03-01T11:00:00Z' }),
  );
  const on = await desk.until(into, 'all four events to be there', (detail) => detail.incident.eventCount === 4);
  expect(on.events).toHaveLength(4);
  expect((await desk.ask(from, 'reopen', KIM, { note: 'again' })).body.detail).toContain('merged');
});

it('split events go on in an incident of their own, and so does what still comes of them', async () => {
  const dedupKey = randomUUID();
  const id = await printer('To be split', { dedupKey, id: 'stays' });
  const goes = report({ title: 'To be split', area: 'printing', dedupKey, id: 'goes' });
  await stack.publish('events.contoso.operational.incident', goes);
  const { events } = await desk.until(id, 'both events', (detail) => detail.incident.eventCount === 2);
  const going = events.find(({ event }) => event.id === 'goes')!;
  const body = { eventIds: [going.id], reason: 'Another floor' };
  const { incident, opened } = await desk.act(id, 'split', KIM, body);
  expect([incident.eventCount, opened?.eventCount, opened?.queue]).toEqual([1, 1, incident.queue]);
  expect([incident.linked, opened?.linked]).toEqual([[opened!.id], [incident.id]]);
  await stack.publish('events.contoso.operational.incident', { ...goes, updatedAt: '2022-03-01T11:00:00Z' });
  await desk.until(opened!.id, 'the update to follow', (detail) => detail.incident.eventCount === 2);
  expect((await desk.read(id)).body.incident.eventCount).toBe(1);
});

it('resolved, it is opened again within 24 hours; later it comes back as a new one that is linked', async () => {
  const id = await printer('Comes back');
  await desk.act(id, 'resolve', KIM, { classification: 'truePositive', note: 'Paper removed' });
  const reopened = await desk.act(id, 'reopen', LEE, { note: 'It jams again' });
  expect(reopened.incident).toMatchObject({ state: 'new', resolution: null });
  await desk.act(id, 'resolve', KIM);
  stack.clock.pushMinutes(24 * 60 + 1);
  const later: CommandAnswerBody = await desk.act(id, 'reopen', LEE, { note: 'And again' });
  expect(later.incident).toMatchObject({ id, state: 'resolved' });
  expect(later.opened).toMatchObject({ state: 'new', title: 'Comes back', linked: [id] });
});

it('that its source reports again after a day is a new incident, linked to the old one', async () => {
  const given = { dedupKey: randomUUID(), id: 'recurring' };
  const id = await printer('Recurs by itself', given);
  await desk.act(id, 'resolve', KIM);
  stack.clock.pushMinutes(25 * 60);
  const now = stack.clock.now();
  const again = { title: 'Recurs by itself', area: 'printing', ...given, updatedAt: now, startedAt: now };
  await stack.publish('events.contoso.operational.incident', report(again));
  const { incident } = await desk.until(id, 'the link', (detail) => detail.incident.linked.length === 1);
  expect(incident.state).toBe('resolved');
  expect((await desk.read(incident.linked[0]!)).body.incident).toMatchObject({ state: 'new', linked: [id] });
});

it('that the service raised about itself is Microsoft’s alone until the customer is engaged', async () => {
  const title = 'BitLocker is off on too many devices';
  const about = { title, area: 'device-policy', serviceRaised: true, devices: ['MMD-11111111111'] };
  await stack.publish('events.microsoft.operational.incident.contoso', report(about));
  const { id, party } = await incidentTitled(stack, title);
  expect(party).toBe('microsoft');
  const listed = async (actor: string) => {
    const { body } = await stack.http.get<{ items: { id: string }[] }>('/v1/incidents?limit=200', {
      as: actor,
    });
    return body.items.some((item) => item.id === id);
  };
  expect([(await desk.read(id, KIM)).status, await listed(KIM), await listed('microsoft/ana')]).toEqual([
    404,
    false,
    true,
  ]);
  expect((await desk.ask(id, 'comment', KIM, { text: 'hm' })).status).toBe(404);
  await desk.act(id, 'engage', 'microsoft/ana', { note: 'We need your help' });
  expect([(await desk.read(id, KIM)).status, await listed(KIM)]).toEqual([200, true]);
});
