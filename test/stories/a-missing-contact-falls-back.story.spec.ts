import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DeliveryListItemView } from '@demarc/contracts';
import { defenderAlert } from '../harness/alerts.js';
import { incidentTitled } from '../harness/look.js';
import { countOf, everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { OTHER_DEVICE, addContacts, addCustomer } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addCustomer(stack, 'with-other', [
    { area: 'devices', hook: 'devices' },
    { area: 'other', hook: 'other' },
  ]);
  await addCustomer(stack, 'with-any', [{ area: 'it-help-desk', hook: 'help-desk' }]);
  await addCustomer(stack, 'with-nobody', []);
}, 60_000);
afterAll(() => stack.stop());

async function alert(tenant: string, title: string) {
  await stack.publish(`events.${tenant}.security.graph-alert`, defenderAlert(OTHER_DEVICE, { title, severity: 'low' }));
  const incident = await incidentTitled(stack, title);
  await everythingTold(stack);
  return incident;
}

const pathsTold = (incidentId: string) =>
  stack.receiver.received.filter(({ json }) => json.data.incident?.id === incidentId).map(({ path }) => path);

/** Incidents of a tenant that say that a queue has no contact. */
const reports = (tenant: string, queue: string) =>
  countOf(stack, 'incidents', `tenant_id = $1 and document->>'title' = $2`, [tenant, `No contact for ${queue}`]);

it.each([
  ['with-other', 'other', '/hook/other'],
  ['with-any', 'any', '/hook/help-desk'],
])(
  '%s: a contact of %s is told instead, and one incident says that the contact is missing',
  async (tenant, _found, path) => {
    const first = await alert(tenant, `First of ${tenant}`);
    expect(first.queue).toBe('customer/security');
    const second = await alert(tenant, `Second of ${tenant}`);
    for (const { id } of [first, second]) expect(pathsTold(id)).toEqual([path]);
    expect(await reports(tenant, 'customer/security')).toBe(1);
    // Its own notice goes the same way and must not raise anything about itself for ever.
    const report = await incidentTitled(stack, 'No contact for customer/security');
    expect(report).toMatchObject({ kind: 'operational', state: 'new' });
  },
);

it('a notice that nobody could be told is listed, and delivered once there is a contact', async () => {
  const incident = await alert('with-nobody', 'Nobody hears this');
  expect(pathsTold(incident.id)).toEqual([]);
  expect(await reports('with-nobody', 'customer/security')).toBe(1);
  const listed = async () => {
    const { body } = await stack.http.get<{ items: DeliveryListItemView[] }>(
      `/v1/notices?failed=true&incident=${incident.reference}`,
    );
    return body.items;
  };
  expect(await listed()).toMatchObject([{ state: 'unreachable', kind: 'assignment', queue: 'customer/security' }]);

  await addContacts(stack, 'with-nobody', [{ area: 'security', hook: 'at-last' }]);
  await stack.notifier.replan();
  await stack.receiver.waitFor(({ path, json }) => path === '/hook/at-last' && json.data.incident?.id === incident.id);
  await stack.notifier.settled();
  expect(await listed()).toEqual([]);
  await stack.notifier.replan();
  await stack.notifier.settled();
  expect(pathsTold(incident.id)).toEqual(['/hook/at-last']);
});
