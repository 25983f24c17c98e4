import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { STREAMS, subjectOf } from '@demarc/contracts';
import { type NatsConnection, connectBus, publisherOf } from '@demarc/runtime';
import { jetstreamManager } from '@nats-io/jetstream';
import { type TestApi, startTestApi } from '../../fixtures/an-api.js';
import { MOST_OF_ONE } from './open-feeds.js';
import { eventually } from '../../../../test/harness/eventually.js';
import { signedIn, testIssuer } from '../../../../test/harness/people.js';

let api: TestApi;
let bus: NatsConnection;
beforeAll(async () => {
  api = await startTestApi();
  bus = await connectBus(api.servers.natsUrl, 'test');
}, 60_000);
afterAll(async () => {
  await bus.close();
  await api.stop();
});

const publish = (party: 'microsoft' | 'customer', tenant: string, what: string) =>
  publisherOf(bus, 2_000).publish(subjectOf.incident(party, tenant, what), JSON.stringify({ what }));

/** A client's feed; `next` answers the next block of it. */
async function follow(query: string, headers: Record<string, string> = {}) {
  const going = new AbortController();
  const response = await fetch(`${api.service.url}/v1/feed${query}`, {
    headers: await signedIn(headers),
    signal: going.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<string> => {
    while (!text.includes('\n\n')) {
      const { value, done } = await reader.read();
      if (done) return 'the end';
      text += value;
    }
    const end = text.indexOf('\n\n');
    const block = text.slice(0, end);
    text = text.slice(end + 2);
    return block;
  };
  return { response, next, go: () => going.abort() };
}

test('a feed begins now, is filtered, and goes on after the last event a client saw', async () => {
  await publish('customer', 'contoso', 'opened');
  const feed = await follow('?party=customer&tenant=contoso');
  expect(feed.response.headers.get('content-type')).toContain('text/event-stream');
  expect(await feed.next()).toBe('retry: 2000\nid: 1');
  await publish('customer', 'fabrikam', 'opened');
  await publish('microsoft', 'contoso', 'opened');
  await publish('customer', 'contoso', 'acknowledged');
  expect(await feed.next()).toBe('id: 4\nevent: acknowledged\ndata: {"what":"acknowledged"}');
  feed.go();
  await publish('customer', 'contoso', 'resolved');
  const again = await follow('?party=customer&tenant=contoso', { 'last-event-id': '4' });
  expect(await again.next()).toBe('retry: 2000\nid: 4');
  expect(await again.next()).toBe('id: 5\nevent: resolved\ndata: {"what":"resolved"}');
  again.go();
});

test('a feed that cannot go on from where a client was says so', async () => {
  const last = Number(/^id: (\d+)$/m.exec(await blockAfter(undefined))![1]);
  expect(await blockAfter(String(last))).toBe(`retry: 2000\nid: ${last}`);
  // Of a stream before it was made anew.
  expect(await blockAfter(String(last + 1_000))).toBe(`retry: 2000\nid: ${last}\nevent: reset\ndata: {}`);
  await publish('customer', 'contoso', 'opened');
  const manager = await jetstreamManager(bus);
  await manager.streams.purge(STREAMS.incidents.name);
  // Older than what is kept.
  expect(await blockAfter(String(last))).toBe(`retry: 2000\nid: ${last}\nevent: reset\ndata: {}`);
  expect(await blockAfter(String(last + 1))).toBe(`retry: 2000\nid: ${last + 1}`);
});

async function blockAfter(position: string | undefined): Promise<string> {
  const feed = await follow('', position === undefined ? {} : { 'last-event-id': position });
  const block = await feed.next();
  feed.go();
  return block;
}

/** What reaches somebody of all that is published: its titles, up to the last. */
async function titlesFor(as: string, headers: Record<string, string> = {}): Promise<string[]> {
  const feed = await follow('', { as, ...headers });
  await feed.next();
  await publishEverything();
  const titles: string[] = [];
  while (titles.at(-1) !== 'the last') {
    const data = /^data: (.*)$/m.exec(await feed.next())?.[1];
    titles.push((JSON.parse(data!) as { incident: { title: string } }).incident.title);
  }
  feed.go();
  return titles;
}

async function publishEverything(): Promise<void> {
  const one = (tenant: string, kind: string, queue: string, title: string, internal = false, onlyFor?: string) =>
    publisherOf(bus, 2_000).publish(
      subjectOf.incident(queue.startsWith('microsoft') ? 'microsoft' : 'customer', tenant, 'opened'),
      JSON.stringify({ what: 'opened', incident: { tenant, kind, queue, internal, title }, onlyFor }),
    );
  await one('fabrikam', 'operational', 'customer/other', 'of fabrikam');
  await one('contoso', 'security', 'customer/security', 'attack at contoso');
  await one('contoso', 'security', 'microsoft/security-operations', 'attack on MMD at contoso');
  await one('contoso', 'operational', 'microsoft/operations', 'raised by the service', true);
  await one('contoso', 'security', 'microsoft/operations', 'attack that operations holds');
  await one('contoso', 'operational', 'microsoft/operations', 'said among Microsoft', false, 'microsoft');
  await one('contoso', 'operational', 'customer/other', 'said within Contoso', false, 'customer');
  await one('contoso', 'operational', 'customer/other', 'the last');
}

test('a feed shows nobody what is not theirs, whether they ask for it or not', async () => {
  const ofContoso = ['attack at contoso', 'attack on MMD at contoso', 'attack that operations holds'];
  expect(await titlesFor('customer/dana')).toEqual([...ofContoso, 'said within Contoso', 'the last']);
  expect(await titlesFor('microsoft/alex')).toEqual([
    'of fabrikam',
    ...ofContoso.toSpliced(2, 0, 'raised by the service'),
    'said among Microsoft',
    'the last',
  ]);
  const token = await (await testIssuer()).tokenOf({ name: 'omar', roles: ['mmd-operations'] });
  expect(await titlesFor('', { authorization: `Bearer ${token}` })).toEqual([
    'of fabrikam',
    'raised by the service',
    'attack that operations holds',
    'said among Microsoft',
    'the last',
  ]);
  const refused = await fetch(`${api.service.url}/v1/feed?tenant=fabrikam`, {
    headers: await signedIn({ as: 'customer/dana' }),
  });
  expect(refused.status).toBe(404);
});

test('one person has as many feeds as one may, is told so beyond, and takes none of others', async () => {
  const as = 'customer/dana';
  const open = await Promise.all(Array.from({ length: MOST_OF_ONE }, () => follow('', { as })));
  expect(new Set(open.map(({ response }) => response.status))).toEqual(new Set([200]));
  const refused = await fetch(`${api.service.url}/v1/feed`, { headers: await signedIn({ as }) });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect((await refused.json()) as object).toMatchObject({
    detail: expect.stringContaining('feeds of yours are open'),
  });
  const other = await follow('', { as: 'microsoft/ana' });
  expect(other.response.status).toBe(200);
  for (const feed of [...open, other]) feed.go();
  await eventually('a place to be free', async () => {
    const again = await follow('', { as });
    again.go();
    return again.response.status === 200;
  });
});

test('a feed ends when the api stops', async () => {
  const feed = await follow('');
  await feed.next();
  const ended = feed.next();
  await api.service.stop();
  expect(await ended).toBe('the end');
});
