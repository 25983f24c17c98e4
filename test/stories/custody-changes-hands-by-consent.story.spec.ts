import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { heldBy, incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const SOC = 'microsoft/security-operations';
const THEIRS = 'customer/security';
const ANA = 'microsoft/ana';
const KIM = 'customer/kim';

let stack: Stack;
let desk: Desk;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  desk = deskOf(stack);
}, 60_000);
afterAll(() => stack.stop());

/** A security alert on an MMD device, which is the SOC's. */
async function alertTitled(title: string): Promise<string> {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
  const { id } = await incidentTitled(stack, title);
  await heldBy(stack, id, SOC);
  return id;
}
const offer = (id: string, reason = 'The device left MMD') => desk.act(id, 'offer', ANA, { to: THEIRS, reason });

it('an offer leaves the incident with its giver, and accepted it is the receiver’s, taken up, with the giver informed', async () => {
  const id = await alertTitled('Accepted by the customer');
  const { incident } = await offer(id);
  expect(incident).toMatchObject({ queue: SOC, offer: { to: THEIRS, by: ANA } });
  const [told] = await desk.told('customer-security', 'offer', id);
  expect(told!.json.data.notice.details).toMatchObject({ of: 'offer', reason: 'The device left MMD', to: THEIRS });
  const accepted = await desk.act(id, 'accept', KIM);
  expect(accepted.incident).toMatchObject({ queue: THEIRS, state: 'acknowledged', acknowledgedBy: KIM, informed: SOC });
  await desk.told('soc', 'offer-answer', id);
  const { timeline } = (await desk.read(id)).body;
  expect(timeline.at(-1)).toMatchObject({
    type: 'incident.offer-accepted',
    actor: { party: 'customer', name: 'kim' },
    before: { queue: SOC, offeredTo: THEIRS },
    after: { queue: THEIRS, offeredTo: null },
  });
});

it('what was handed over by agreement stays there when a newer version of the alert is decided', async () => {
  const alert = defenderAlert(MMD_DEVICE, { title: 'Handed over and updated' });
  await stack.publish('events.contoso.security.graph-alert', alert);
  const { id } = await incidentTitled(stack, 'Handed over and updated');
  await offer(id);
  await desk.act(id, 'accept', KIM);
  const later = '2022-03-01T12:00:00.1234567Z';
  await stack.publish('events.contoso.security.graph-alert', {
    ...alert,
    lastUpdateDateTime: later,
    lastActivityDateTime: later,
  });
  const { incident } = await desk.until(id, 'the update to join', (detail) => detail.incident.eventCount === 2);
  expect(incident).toMatchObject({ queue: THEIRS, decidedQueue: SOC, state: 'acknowledged' });
});

it('refused twice, it goes to the managers of both parties instead of to and fro', async () => {
  const id = await alertTitled('Refused twice');
  for (const reason of ['It is enrolled', 'It still is']) {
    await offer(id);
    await desk.act(id, 'refuse', KIM, { reason });
  }
  const { body, status } = await desk.ask(id, 'offer', ANA, { to: THEIRS, reason: 'once more' });
  expect([status, body.type]).toEqual([409, 'urn:demarc:problem:disputed']);
  const { incident } = (await desk.read(id)).body;
  expect(incident).toMatchObject({ queue: SOC, refusals: 2, disputedAt: expect.any(String) });
  const owed = await stack.store.query<{ queue: string; audience: unknown }[]>(
    `select queue, audience from notices where incident_id = $1 and kind = 'escalation' order by queue`,
    [id],
  );
  expect(owed).toEqual([
    { queue: THEIRS, audience: 'managers' },
    { queue: SOC, audience: 'managers' },
  ]);
  const settled = await desk.act(id, 'settle', 'microsoft/manager', { to: THEIRS, note: 'Ours after all' });
  expect(settled.incident).toMatchObject({ queue: THEIRS, state: 'new', disputedAt: null });
});

it('that nobody answers is escalated at half of its time and returns at its end', async () => {
  const id = await alertTitled('Nobody answers');
  const { incident } = await offer(id);
  const minutes = (Date.parse(incident.offer!.dueAt) - Date.parse(incident.offer!.at)) / 60_000;
  stack.clock.pushMinutes(minutes / 2 + 1);
  await desk.until(id, 'the offer to be escalated', (detail) => detail.incident.offer?.escalateAt === null);
  stack.clock.pushMinutes(minutes / 2 + 1);
  const back = await desk.until(id, 'the offer to return', (detail) => detail.incident.offer === null);
  expect(back.incident).toMatchObject({ queue: SOC, refusals: 0 });
  expect(back.timeline.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['incident.offer-escalated', 'incident.offer-returned']),
  );
  await desk.told('soc', 'offer-answer', id);
});

it('is the receiver’s to answer, once, and the giver’s to take back', async () => {
  const id = await alertTitled('Answered by the wrong one');
  await offer(id);
  expect((await desk.ask(id, 'accept', ANA)).body.type).toBe('urn:demarc:problem:not-owner');
  await desk.act(id, 'withdraw', ANA, { reason: 'Found the cause' });
  expect((await desk.ask(id, 'accept', KIM)).body.type).toBe('urn:demarc:problem:wrong-state');
  await desk.told('customer-security', 'offer-answer', id);
});

it('of two people who accept at once, one does', async () => {
  const id = await alertTitled('Accepted twice');
  await offer(id);
  const answers = await Promise.all([KIM, 'customer/lee'].map((actor) => desk.ask(id, 'accept', actor)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});
