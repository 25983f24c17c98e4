import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { incidentTitled } from '../harness/look.js';
import { countOf, everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

/** What became of an alert: its rows, and how often each party was told. */
async function traceOf(title: string) {
  await everythingTold(stack);
  const { id, eventCount, revision } = await incidentTitled(stack, title);
  return {
    incidents: await countOf(stack, 'incidents', `document->>'title' = $1`, [title]),
    events: await countOf(stack, 'events', `normalised->>'title' = $1`, [title]),
    eventCount,
    revision,
    webhooks: stack.receiver.received
      .filter(({ body }) => body.includes(id))
      .map(({ path }) => path)
      .sort(),
  };
}

const ONCE = {
  incidents: 1,
  events: 1,
  eventCount: 1,
  revision: 1,
  webhooks: ['/hook/customer-security', '/hook/soc'],
};

it('the same bytes published twice are one event', async () => {
  const title = 'Sent twice';
  const bytes = JSON.stringify(defenderAlert(MMD_DEVICE, { title }));
  await stack.publish('events.contoso.security.graph-alert', bytes);
  await stack.publish('events.contoso.security.graph-alert', bytes);
  expect(await traceOf(title)).toEqual(ONCE);
  await stack.publish('events.contoso.security.graph-alert', bytes);
  expect(await traceOf(title)).toEqual(ONCE);
});

it('the same alert in a new envelope is one event', async () => {
  const title = 'In two envelopes';
  const data = defenderAlert(MMD_DEVICE, { title });
  const envelope = () => ({
    specversion: '1.0',
    id: randomUUID(),
    source: '/bridge',
    type: 'com.microsoft.graph.security.alert',
    data,
  });
  await stack.publish('events.contoso.security', envelope());
  await stack.publish('events.contoso.security', envelope());
  await stack.publish('events.contoso.security.graph-alert', data);
  expect(await countOf(stack, 'quarantine')).toBe(0);
  expect(await traceOf(title)).toEqual(ONCE);
});
