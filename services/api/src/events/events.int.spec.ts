import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STREAMS } from '@demarc/contracts';
import { connectBus, publisherOf } from '@demarc/runtime';
import { jetstreamManager } from '@nats-io/jetstream';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ DEMARC_MAX_BATCH: '3', DEMARC_MAX_EVENT_BYTES: '2048' });
  await createTenant(api, 'contoso');
}, 60_000);
afterAll(() => api.stop());

const EVENTS = '/v1/tenants/contoso/events';
const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };
const event = (id: string, more = '') =>
  `{"specversion":"1.0","id":"${id}","source":"/mon","type":"io.demarc.incident"${more},"data":{"title":"t","id":"${id}"}}`;

async function stored() {
  const bus = await connectBus(api.servers.natsUrl, 'test');
  try {
    const manager = await jetstreamManager(bus);
    const { state } = await manager.streams.info(STREAMS.events.name);
    return await Promise.all(
      Array.from({ length: state.messages }, (_, index) =>
        manager.streams.getMessage(STREAMS.events.name, { seq: state.first_seq + index }),
      ),
    );
  } finally {
    await bus.close();
  }
}

describe('what is accepted is stored', () => {
  test('byte for byte, on the subject of its kind', async () => {
    const body = event('s1', ',"kind":"operational","n":12345678901234567890').replace('{', '{ ');
    const answer = await api.ask('POST', EVENTS, { body, headers: STRUCTURED });
    expect(answer).toMatchObject({ status: 202, json: { accepted: [{ eventIds: ['s1'], duplicate: false }] } });
    const last = (await stored()).at(-1)!;
    expect(last.subject).toBe('events.contoso.operational');
    expect(last.string()).toBe(body);
    expect(last.header.get('Nats-Msg-Id')).toBe(answer.json.accepted[0].messageId);
  });

  test('once, when it is sent twice; an update of it is another message', async () => {
    const send = (body: string) => api.ask('POST', `${EVENTS}?kind=security`, { body, headers: STRUCTURED });
    await send(event('s2'));
    expect((await send(event('s2'))).json.accepted[0].duplicate).toBe(true);
    expect((await send(event('s2', ',"time":"2026-11-22T10:00:00Z"'))).json.accepted[0].duplicate).toBe(false);
  });

  test('in binary mode with its attributes as headers', async () => {
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'b1',
      'ce-source': '/mon',
      'ce-type': 'io.demarc.incident',
      'ce-kind': 'change',
    };
    const answer = await api.ask('POST', EVENTS, { json: { title: 'Patch' }, headers });
    expect(answer).toMatchObject({ status: 202, json: { accepted: [{ eventIds: ['b1'] }] } });
    const last = (await stored()).at(-1)!;
    expect([last.subject, last.header.get('ce-id'), last.string()]).toEqual([
      'events.contoso.change',
      'b1',
      '{"title":"Patch"}',
    ]);
  });

  test('a batch event by event, each as it stood in it', async () => {
    const events = [event('e1'), event('e2', ',"kind":"security"')];
    const answer = await api.ask('POST', `${EVENTS}?kind=operational`, {
      body: `[ ${events.join(' ,\n')} ]`,
      headers: BATCH,
    });
    expect(answer.json.accepted.map(({ eventIds }: { eventIds: string[] }) => eventIds)).toEqual([['e1'], ['e2']]);
    expect(
      (await stored())
        .slice(-2)
        .map((message) => message!.string())
        .toSorted(),
    ).toEqual(events);
  });

  test("a source's own JSON on the subject of its format", async () => {
    const answer = await api.ask('POST', '/v1/tenants/contoso/hooks/incident', {
      json: { title: 'Disk full', id: 'h1' },
    });
    expect(answer).toMatchObject({ status: 202, json: { accepted: [{ eventIds: ['h1'] }] } });
    expect((await stored()).at(-1)!.subject).toBe('events.contoso.operational.incident');
  });
});

describe('what is refused is not stored', () => {
  const cases: [string, string, string, Record<string, string>, number, string | null][] = [
    ['an unknown tenant', '/v1/tenants/nobody/events', event('x'), STRUCTURED, 404, 'tenant'],
    [
      'an unknown format',
      '/v1/tenants/contoso/hooks/nagios',
      '{}',
      { 'content-type': 'application/json' },
      404,
      'format',
    ],
    ['no JSON', EVENTS, '{"spec', STRUCTURED, 400, null],
    ['no CloudEvent', `${EVENTS}?kind=security`, '{"a":1}', STRUCTURED, 400, 'specversion'],
    ['no kind', EVENTS, event('x'), STRUCTURED, 422, 'kind'],
    ['a kind that there is not', EVENTS, event('x', ',"kind":"odd"'), STRUCTURED, 422, 'kind'],
    ['another tenant', EVENTS, event('x', ',"kind":"security","tenant":"fabrikam"'), STRUCTURED, 422, 'tenant'],
    [
      'not in the format',
      '/v1/tenants/contoso/hooks/incident',
      '{"tite":"x"}',
      { 'content-type': 'application/json' },
      422,
      'title',
    ],
    ['another content type', EVENTS, 'x', { 'content-type': 'text/plain' }, 415, 'content-type'],
    ['too many bytes', EVENTS, event('x', `,"pad":"${'p'.repeat(3_000)}","kind":"change"`), STRUCTURED, 413, null],
    [
      'too many events',
      EVENTS,
      `[${[1, 2, 3, 4].map((id) => event(String(id), ',"kind":"change"')).join()}]`,
      BATCH,
      413,
      null,
    ],
    [
      'a batch with one bad event',
      `${EVENTS}?kind=change`,
      `[${event('g')},{"specversion":"1.0"}]`,
      BATCH,
      400,
      '[1].id',
    ],
  ];
  test.each(cases)('%s', async (_name, path, body, headers, status, field) => {
    const before = (await stored()).length;
    const answer = await api.ask('POST', path, { body, headers });
    expect(answer.status).toBe(status);
    expect(answer.json.errors[0].field).toBe(field);
    expect(await stored()).toHaveLength(before);
  });
});

test('while the stream is full, publishers over HTTP and on NATS are told so, and afterwards it goes on', async () => {
  const bus = await connectBus(api.servers.natsUrl, 'test');
  try {
    const manager = await jetstreamManager(bus);
    const { config, state } = await manager.streams.info(STREAMS.events.name);
    await manager.streams.update(STREAMS.events.name, { ...config, max_bytes: state.bytes });
    const refused = await api.ask('POST', `${EVENTS}?kind=change`, { body: event('full'), headers: STRUCTURED });
    expect(refused).toMatchObject({ status: 503, json: { detail: expect.stringContaining('full') } });
    expect(refused.headers.get('retry-after')).toBe('30');
    await expect(publisherOf(bus, 2_000).publish('events.contoso.change', event('full'))).rejects.toThrow(
      /maximum bytes/i,
    );
    await manager.streams.update(STREAMS.events.name, config);
    const taken = await api.ask('POST', `${EVENTS}?kind=change`, { body: event('full'), headers: STRUCTURED });
    expect(taken).toMatchObject({ status: 202, json: { accepted: [{ eventIds: ['full'], duplicate: false }] } });
  } finally {
    await bus.close();
  }
});

test('while NATS is away a publisher is told to come again, and then it is taken', async () => {
  await api.servers.nats().stop();
  const send = () => api.ask('POST', `${EVENTS}?kind=change`, { body: event('late'), headers: STRUCTURED });
  const refused = await send();
  expect(refused).toMatchObject({ status: 503, json: { type: 'urn:demarc:problem:unavailable' } });
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  await api.servers.restartNats();
  let answer = await send();
  while (answer.status === 503) answer = await send();
  expect(answer.status).toBe(202);
}, 30_000);
