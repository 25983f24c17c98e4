import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { isSignedBy } from '../harness/fake-receiver.js';
import { incidentTitled, owed, queueOf, webhooksTo } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, SECRET, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

it("a Defender alert on an MMD device reaches the SOC's queue and the customer is told", async () => {
  const title = 'Hidden file on an MMD device';
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
  const incident = await incidentTitled(stack, title);
  expect(incident).toMatchObject({
    queue: 'microsoft/security-operations',
    clauseId: 'MS-4',
    about: MMD_DEVICE.name,
    severity: 'B',
  });
  expect(await queueOf(stack, 'microsoft/security-operations')).toContainEqual(
    expect.objectContaining({ id: incident.id }),
  );

  const [toSoc] = await webhooksTo(stack, 'soc', incident.id);
  expect(isSignedBy(toSoc!, SECRET)).toBe(true);
  const [toCustomer] = await webhooksTo(stack, 'customer-security', incident.id);
  expect(toCustomer!.json.data.notice ?? toCustomer!.json.data).toMatchObject({ kind: 'advisory' });
  const [mail] = await stack.mailbox.waitFor(
    ({ to, raw }) => to.includes('security@contoso.example') && raw.includes(incident.reference),
  );
  expect(mail!.mail.subject).toContain(incident.reference);
  expect(mail!.mail.text).toContain('we will notify you');
  expect(await owed(stack, incident.id)).toEqual({
    assignment: 'microsoft/security-operations',
    advisory: 'customer/security',
  });
});

it('the receipt says which clause, which device and since when', async () => {
  const title = 'Receipt of an MMD alert';
  await stack.publish(
    'events.contoso.security.graph-alert',
    defenderAlert({ defenderId: MMD_DEVICE.defenderId }, { title }),
  );
  const { id } = await incidentTitled(stack, title);
  const { body } = await stack.http.get<{
    receipt: { receipt: { clause: { quote: string }; facts: object; devices: object[] } };
  }>(`/v1/incidents/${id}`);
  expect(body.receipt.receipt.clause.quote).toContain('we will notify you');
  expect(body.receipt.receipt.facts).toMatchObject({ kind: 'security', device: 'mmd', ring: 'production' });
  expect(body.receipt.receipt.devices).toMatchObject([
    { identifiedBy: 'defender-id', class: 'mmd', name: MMD_DEVICE.name },
  ]);
});
