import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert, deviceEvidence } from '../harness/alerts.js';
import { heldBy, incidentOf, incidentTitled, webhooksTo } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { LATE_DEVICE, MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

const SOC = { as: 'microsoft/ana', 'if-match': '*' };
const SUBJECT = 'events.contoso.security.graph-alert';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

interface TimelineBody {
  readonly items: readonly { readonly type: string; readonly change: Record<string, unknown> }[];
}
const kindsOf = (webhooks: Awaited<ReturnType<typeof webhooksTo>>) =>
  webhooks.map(({ json }) => (json.data as { notice: { kind: string } }).notice.kind);

it('new evidence that names another owner moves custody, keeps the work, and recalls who was told wrongly', async () => {
  const title = 'Evidence was wrong at first';
  const alert = defenderAlert(MMD_DEVICE, { title });
  await stack.publish(SUBJECT, alert);
  const { id } = await incidentTitled(stack, title);
  await stack.http.post(`/v1/incidents/${id}/assign`, { to: 'ana' }, SOC);
  await stack.http.post(`/v1/incidents/${id}/comment`, { text: 'Looks contained.', visibility: 'both' }, SOC);

  const evidence = [deviceEvidence(OTHER_DEVICE)];
  await stack.publish(SUBJECT, { ...alert, evidence, lastUpdateDateTime: '2022-03-01T11:00:00Z' });
  const moved = await heldBy(stack, id, 'customer/security');
  expect(moved).toMatchObject({ state: 'new', assignee: null, clauseId: 'CU-6' });

  const { body } = await stack.http.get<TimelineBody>(`/v1/incidents/${id}/timeline`);
  expect(body.items.map(({ type }) => type)).toEqual([
    'incident.handed-over',
    'incident.events-joined',
    'incident.commented',
    'incident.assigned',
    'incident.acknowledged',
    'incident.opened',
  ]);
  expect(body.items[0]!.change).toMatchObject({
    from: { party: 'microsoft', queue: 'microsoft/security-operations', state: 'acknowledged', assignee: 'ana' },
    to: { queue: 'customer/security', clauseId: 'CU-6' },
  });
  await everythingTold(stack);
  expect(kindsOf(await webhooksTo(stack, 'soc', id)).sort()).toEqual(['assignment', 'recall']);
  // The comment was for both parties, and so the customer was told of it.
  expect(kindsOf(await webhooksTo(stack, 'customer-security', id)).sort()).toEqual([
    'advisory',
    'assignment',
    'update',
  ]);
  const [mail] = await stack.mailbox.waitFor(
    ({ to, raw }) => to.includes('security@contoso.example') && raw.includes(moved.reference),
  );
  expect(mail).toBeDefined();
});

it('a correction of the directory moves what was decided by the mistake, and touches nothing else', async () => {
  const [wrong, untouched] = ['Decided by a mistake', 'Of another device'];
  await stack.publish(SUBJECT, defenderAlert(LATE_DEVICE, { title: wrong }));
  await stack.publish(SUBJECT, defenderAlert(MMD_DEVICE, { title: untouched }));
  const mistaken = await incidentTitled(stack, wrong);
  expect(mistaken.queue).toBe('customer/security');
  const other = await incidentTitled(stack, untouched);

  const correction = `entra_device_id,enrolled_from\n${LATE_DEVICE.entraId},2021-06-01\n`;
  expect((await putCsv(stack, '/v1/tenants/contoso/directory/devices', correction)).status).toBe(200);
  const moved = await heldBy(stack, mistaken.id, 'microsoft/security-operations');
  expect(moved).toMatchObject({ clauseId: 'MS-4', state: 'new' });
  await everythingTold(stack);
  expect(kindsOf(await webhooksTo(stack, 'customer-security', mistaken.id))).toContain('recall');
  expect((await incidentOf(stack, other.id)).revision).toBe(other.revision);
});

it('an undetermined device is decided for good by a late import, and both parties are told of it only once', async () => {
  await stack.http.post('/v1/tenants', { tenant: 'fabrikam', name: 'Fabrikam' });
  const title = 'Before the directory came';
  await stack.publish('events.fabrikam.security.graph-alert', defenderAlert(OTHER_DEVICE, { title }));
  const open = await incidentTitled(stack, title);
  expect(open).toMatchObject({ provisional: true, queue: 'microsoft/security-operations' });

  const devices = `entra_device_id,name\n${OTHER_DEVICE.entraId},${OTHER_DEVICE.name}\n`;
  await putCsv(stack, '/v1/tenants/fabrikam/directory/devices', devices);
  expect(await heldBy(stack, open.id, 'customer/security')).toMatchObject({ provisional: false });
  await everythingTold(stack);
  expect(kindsOf(await webhooksTo(stack, 'soc', open.id)).sort()).toEqual(['assignment', 'recall']);
});
