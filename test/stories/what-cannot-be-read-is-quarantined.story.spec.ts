import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { QuarantineDetail, QuarantineView } from '@demarc/contracts';
import { report } from '../harness/alerts.js';
import { countOf, everythingRouted } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addCustomer } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addCustomer(stack, 'contoso');
  await addCustomer(stack, 'fabrikam');
}, 60_000);
afterAll(() => stack.stop());

const INCIDENT = 'events.contoso.operational.incident';
const BAD = [
  { reason: 'not-json', subject: INCIDENT, body: '{"title": "cut off in the mid', tenant: 'contoso', field: null },
  { reason: 'not-json', subject: INCIDENT, body: Uint8Array.of(0, 255, 254, 128, 1), tenant: 'contoso', field: null },
  { reason: 'not-in-format', subject: INCIDENT, body: '{"title": 7}', tenant: 'contoso', field: 'title' },
  {
    reason: 'unknown-tenant',
    subject: 'events.nobody.operational.incident',
    body: JSON.stringify(report({})),
    tenant: null,
    field: 'subject',
  },
  {
    reason: 'wrong-tenant',
    subject: INCIDENT,
    body: JSON.stringify(report({ tenant: 'fabrikam' })),
    tenant: 'contoso',
    field: 'tenant',
  },
  {
    reason: 'unknown-format',
    subject: 'events.contoso.security.smoke-signal',
    body: '{}',
    tenant: 'contoso',
    field: 'subject',
  },
  { reason: 'bad-subject', subject: 'events.contoso.rumour.incident', body: '{}', tenant: 'contoso', field: 'subject' },
  {
    reason: 'not-cloudevent',
    subject: 'events.contoso.operational',
    body: '{"specversion": "1.0"}',
    tenant: 'contoso',
    field: 'id',
  },
] as const;

it('what cannot be read goes to quarantine as it came, and its neighbours are routed', async () => {
  // In one go, so that good and bad share batches.
  const good = (n: number) => stack.publish(INCIDENT, report({ title: `Neighbour ${n}` }));
  await Promise.all(
    BAD.flatMap(({ subject, body }, n) => [
      good(n),
      stack.publish(subject, body, { 'Ce-Sender': `monitor-${n}`, 'X-Sender': 'a' }),
    ]),
  );
  await everythingRouted(stack);

  expect(await countOf(stack, 'incidents', `document->>'title' like 'Neighbour %'`)).toBe(BAD.length);
  const { body } = await stack.http.get<{ items: QuarantineView[] }>('/v1/quarantine?limit=100');
  expect(body.items).toHaveLength(BAD.length);
  for (const [n, { reason, subject, tenant, field, body: bytes }] of BAD.entries()) {
    const item = body.items.find(({ headers }) => headers['ce-sender'] === `monitor-${n}`)!;
    expect(item.headers).not.toHaveProperty('x-sender');
    expect(item).toMatchObject({ reason, subject, tenant, field, detail: expect.stringMatching(/\w{3}/) });
    const detail = await stack.http.get<QuarantineDetail>(`/v1/quarantine/${item.id}`);
    expect(Buffer.from(detail.body.raw!.base64, 'base64')).toEqual(Buffer.from(bytes));
  }
});

it('the list is filtered by reason and by tenant', async () => {
  const listed = async (query: string) =>
    (await stack.http.get<{ items: QuarantineView[] }>(`/v1/quarantine?${query}`)).body.items;
  expect((await listed('reason=wrong-tenant')).map(({ reason }) => reason)).toEqual(['wrong-tenant']);
  expect(await listed('tenant=fabrikam')).toEqual([]);
  expect(new Set((await listed('tenant=contoso')).map(({ tenant }) => tenant))).toEqual(new Set(['contoso']));
});
