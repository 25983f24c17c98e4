import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AcceptedBody, Problem } from '@demarc/contracts';
import { incidentTitled } from '../harness/look.js';
import { countOf, everythingRouted } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

const TITLE = 'Printer on floor 3 jams';
const data = {
  title: TITLE,
  dedupKey: 'printer-3',
  area: 'printing',
  devices: [{ name: MMD_DEVICE.name }],
  startedAt: '2022-03-01T10:00:00Z',
};
const attributes = (id: string) => ({
  specversion: '1.0',
  id,
  source: '/contoso/zabbix',
  type: 'io.demarc.incident',
  kind: 'operational',
});
const structured = (id: string, more: object = {}) => ({
  ...attributes(id),
  datacontenttype: 'application/json',
  data: { ...data, ...more },
});
const binary = (id: string) =>
  Object.fromEntries(Object.entries(attributes(id)).map(([name, value]) => [`ce-${name}`, value]));

const EVENTS = '/v1/tenants/contoso/events';
const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };
const post = (path: string, body: unknown, headers: Record<string, string>) =>
  stack.http.post<AcceptedBody & Problem>(path, typeof body === 'string' ? body : JSON.stringify(body), headers);

it('the same report over NATS and HTTP, structured, binary and as a batch, is one incident', async () => {
  await stack.publish('events.contoso.operational', structured('nats-structured'), STRUCTURED);
  await stack.publish('events.contoso.operational', data, {
    ...binary('nats-binary'),
    'content-type': 'application/json',
  });
  const answers = [
    await post(EVENTS, structured('http-structured'), STRUCTURED),
    await post(EVENTS, data, { ...binary('http-binary'), 'content-type': 'application/json' }),
    await post(EVENTS, [structured('http-batch-1'), structured('http-batch-2')], BATCH),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(answers.map(({ body }) => body.accepted.flatMap(({ eventIds }) => eventIds))).toEqual([
    ['http-structured'],
    ['http-binary'],
    ['http-batch-1', 'http-batch-2'],
  ]);
  await everythingRouted(stack);
  expect(await countOf(stack, 'quarantine')).toBe(0);
  expect(await incidentTitled(stack, TITLE)).toMatchObject({
    queue: 'customer/it-help-desk',
    about: MMD_DEVICE.name,
    eventCount: 6,
  });
  expect(await countOf(stack, 'incidents')).toBe(1);
  const sources = await stack.store.query<object[]>('select distinct source, format from events');
  expect(sources).toEqual([{ source: '/contoso/zabbix', format: 'incident' }]);
});

const HOOK = '/v1/tenants/contoso/hooks/incident';
const JSON_BODY = { 'content-type': 'application/json' };
const BIG = 'x'.repeat(1024 ** 2);

it.each([
  ['too large', 413, 'too-large', EVENTS, structured('big', { description: BIG }), STRUCTURED, undefined],
  [
    'a wrong media type',
    415,
    'unsupported-media-type',
    EVENTS,
    structured('a'),
    { 'content-type': 'text/plain' },
    undefined,
  ],
  ['an unknown tenant', 404, 'unknown-tenant', '/v1/tenants/nobody/events', structured('a'), STRUCTURED, undefined],
  ['an unknown format', 404, 'unknown-format', '/v1/tenants/contoso/hooks/smoke-signal', data, JSON_BODY, 'format'],
  ['no JSON', 400, 'not-json', EVENTS, '{"specversion": "1.0", ', STRUCTURED, undefined],
  ['no CloudEvent', 400, 'not-cloudevent', EVENTS, { ...structured('a'), source: '' }, STRUCTURED, 'source'],
  ['a wrong field', 422, 'not-in-format', HOOK, { ...data, title: 7 }, JSON_BODY, 'title'],
  [
    'a wrong field in a batch',
    422,
    'not-in-format',
    EVENTS,
    [structured('a'), structured('b', { title: null })],
    BATCH,
    '[1].title',
  ],
  ['another tenant', 422, 'wrong-tenant', HOOK, { ...data, tenant: 'fabrikam' }, JSON_BODY, 'tenant'],
])('%s is answered %i and not taken', async (_what, status, code, path, body, headers, field) => {
  const answer = await post(path, body, headers as Record<string, string>);
  expect(answer).toMatchObject({
    status,
    body: { status, type: `urn:demarc:problem:${code}`, detail: expect.any(String) },
  });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  if (field !== undefined) expect(answer.body.errors!.map((error) => error.field)).toContain(field);
});

it('what was refused left nothing behind', async () => {
  await everythingRouted(stack);
  expect(await countOf(stack, 'events')).toBe(6);
  expect(await countOf(stack, 'quarantine')).toBe(0);
});
