import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { DeliveryListItemView } from '@demarc/contracts';
import { defenderAlert } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import type { ReceiverAnswer } from '../harness/fake-receiver.js';
import { incidentTitled } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addContacts, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso', []);
  await addContacts(stack, 'contoso', [{ area: 'security', hook: 'customer' }]);
}, 60_000);
beforeEach(() => stack.receiver.answerWith(200));
afterAll(() => stack.stop());

/** An alert that the SOC and the customer are told of; the SOC's receiver always answers, the customer's as it is told. */
async function alert(title: string, answer: ReceiverAnswer) {
  stack.receiver.answerWith(({ path }) => (path.endsWith('/customer') ? answer : 200));
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
  const { id, reference } = await incidentTitled(stack, title);
  await everythingTold(stack);
  const sent = (hook: string) =>
    stack.receiver.received.filter(({ path, body }) => path.endsWith(`/${hook}`) && body.includes(id));
  return { id, reference, sent };
}

async function deliveries(reference: string): Promise<readonly DeliveryListItemView[]> {
  const { body } = await stack.http.get<{ items: DeliveryListItemView[] }>(`/v1/notices?incident=${reference}`);
  return body.items;
}

async function pushMinutes(minutes: number): Promise<void> {
  stack.clock.pushMinutes(minutes);
  await stack.notifier.pump();
  await stack.notifier.settled();
}

it('a receiver that fails gets the notice again; one that answered does not', async () => {
  const { reference, sent } = await alert('The receiver is down', 503);
  expect(sent('customer')).toHaveLength(1);
  await pushMinutes(1);
  expect(sent('customer')).toHaveLength(2);
  stack.receiver.answerWith(200);
  await pushMinutes(10);
  expect(sent('customer')).toHaveLength(3);
  // The same message each time, so that a receiver which did take it can tell.
  expect(new Set(sent('customer').map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
  await pushMinutes(600);
  expect(sent('customer')).toHaveLength(3);
  expect(sent('soc')).toHaveLength(1);
  const byContact = new Map((await deliveries(reference)).map((row) => [row.contactName, row]));
  expect(byContact.get('security team')).toMatchObject({ state: 'sent', attempts: 3 });
  expect(byContact.get('security-operations team')).toMatchObject({ state: 'sent', attempts: 1 });
});

it('a receiver that names a time is left alone until then', async () => {
  const { sent } = await alert('The receiver asks for patience', { status: 429, headers: { 'retry-after': '1800' } });
  await pushMinutes(29);
  expect(sent('customer')).toHaveLength(1);
  stack.receiver.answerWith(200);
  await pushMinutes(2);
  expect(sent('customer')).toHaveLength(2);
});

it('a receiver that refuses for good ends in the dead letter, and a redrive delivers', async () => {
  const { reference, sent } = await alert('The receiver refuses', { status: 410, body: 'this hook was removed' });
  await pushMinutes(60);
  expect(sent('customer')).toHaveLength(1);
  const [dead, ...more] = (await stack.http.get<{ items: DeliveryListItemView[] }>('/v1/notices?failed=true')).body
    .items;
  expect(more).toEqual([]);
  expect(dead).toMatchObject({
    reference,
    state: 'failed',
    reason: 'gone',
    answer: expect.stringContaining('this hook was removed'),
  });

  stack.receiver.answerWith(200);
  const redriven = await stack.http.post('/v1/notices/redrive', { deliveryIds: [dead!.id] });
  expect(redriven).toMatchObject({ status: 200, body: { redriven: 1 } });
  await stack.notifier.pump();
  await eventually('the notice to be delivered', async () =>
    (await deliveries(reference)).every(({ state }) => state === 'sent'),
  );
  expect(sent('customer')).toHaveLength(2);
  expect(sent('soc')).toHaveLength(1);
  expect(await stack.http.post('/v1/notices/redrive', { deliveryIds: [dead!.id] })).toMatchObject({
    body: { redriven: 0 },
  });
});
