import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { type FeedClient, followFeed } from '../harness/feed-client.js';
import { incidentTitled } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
const clients: FeedClient[] = [];
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(async () => {
  for (const client of clients) client.leave();
  await stack.stop();
});

async function follow(lastEventId?: string): Promise<FeedClient> {
  const client = await followFeed(stack.apiUrl, { ...(lastEventId !== undefined && { lastEventId }) });
  clients.push(client);
  return client;
}

const raise = (title: string) =>
  stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));

async function act(title: string, what: string, body: object): Promise<void> {
  const { id } = await incidentTitled(stack, title);
  const headers = { as: 'microsoft/alex', 'if-match': '*' };
  expect(await stack.http.post(`/v1/incidents/${id}/${what}`, body, headers)).toMatchObject({ status: 200 });
}

/** What a client saw, the first block (which is no event) left out. */
const seen = (client: FeedClient) =>
  client.received.filter(({ event }) => event !== '').map(({ event, data }) => `${event} ${data?.incident.title}`);

it('a client of the feed sees what happens, and missed nothing when it comes back', async () => {
  const before = await follow();
  await raise('First');
  await act('First', 'acknowledge', {});
  await before.waitFor(({ event, data }) => event === 'acknowledged' && data?.incident.state === 'acknowledged');
  before.leave();

  await act('First', 'comment', { text: 'it was a test', visibility: 'both' });
  await raise('Second');
  await act('First', 'resolve', {});
  await everythingTold(stack);

  const after = await follow(before.lastEventId());
  await act('Second', 'acknowledge', {});
  await after.waitFor(({ event, data }) => event === 'acknowledged' && data?.incident.title === 'Second');
  expect(seen(before)).toEqual(['opened First', 'acknowledged First']);
  // In the order in which it was committed; who was away sees the same as who was there.
  expect(seen(after).toSorted()).toEqual(
    ['acknowledged Second', 'commented First', 'opened Second', 'resolved First'].toSorted(),
  );
  expect(seen(after).at(-1)).toBe('acknowledged Second');
  const ids = [...before.received, ...after.received].filter(({ event }) => event !== '').map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

it('who never saw anything begins now', async () => {
  const client = await follow();
  await raise('Third');
  await client.waitFor(({ event }) => event === 'opened');
  expect(seen(client)).toEqual(['opened Third']);
});
