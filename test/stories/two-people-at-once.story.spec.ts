import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CommandAnswerBody, IncidentDetail, Problem } from '@demarc/contracts';
import { report } from '../harness/alerts.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { addCustomer } from '../harness/tenant-kit.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await addCustomer(stack, 'contoso');
}, 60_000);
afterAll(() => stack.stop());

/** An incident of the customer's, and what people do with it. */
async function incident(title: string) {
  await stack.publish('events.contoso.operational.incident', report({ title, area: 'printing' }));
  const { id } = await incidentTitled(stack, title);
  const base = `/v1/incidents/${id}`;
  return {
    read: (actor?: string) => stack.http.get<IncidentDetail>(base, actor ? { as: actor } : {}),
    act: (what: string, actor: string, body: object, etag?: string) =>
      stack.http.post<CommandAnswerBody & Problem>(`${base}/${what}`, body, {
        as: actor,
        ...(etag && { 'if-match': etag }),
      }),
  };
}

it('of two people who resolve what they both read, one does, and the other is told that it changed', async () => {
  const { read, act } = await incident('Both resolve it');
  const etag = (await read()).headers.get('etag')!;
  const answers = await Promise.all(
    ['dana', 'lee'].map((name) => act('resolve', `customer/${name}`, { note: `by ${name}` }, etag)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  const [done, late] = answers.toSorted((a, b) => a.status - b.status);
  expect(late!.body.type).toBe('urn:demarc:problem:stale');
  expect(late!.headers.get('etag')).toBe(done!.headers.get('etag'));
  const { timeline, incident: after } = (await read()).body;
  expect(timeline.map(({ type }) => type)).toEqual(['incident.opened', 'incident.resolved']);
  expect(after.resolution).toEqual(done!.body.incident.resolution);
});

it('the same holds one after the other, and a command must say what it saw', async () => {
  const { read, act } = await incident('One after the other');
  const etag = (await read()).headers.get('etag')!;
  const first = await act('acknowledge', 'customer/dana', {}, etag);
  expect(first).toMatchObject({ status: 200, body: { incident: { state: 'acknowledged' } } });
  expect((await act('resolve', 'customer/lee', {}, etag)).status).toBe(412);
  expect((await act('resolve', 'customer/lee', {})).status).toBe(428);
  expect((await act('resolve', 'customer/lee', {}, first.headers.get('etag')!)).status).toBe(200);
});

it('only the party that holds an incident works it', async () => {
  const { read, act } = await incident('The customer’s own');
  const etag = (await read()).headers.get('etag')!;
  for (const [what, body] of [
    ['acknowledge', {}],
    ['assign', { to: 'alex' }],
    ['resolve', {}],
  ] as const) {
    expect(await act(what, 'microsoft/alex', body, etag)).toMatchObject({
      status: 403,
      body: { type: 'urn:demarc:problem:not-owner' },
    });
  }
  expect((await read()).body.timeline).toHaveLength(1);
});

it('a comment stays with its own party unless it is said to both', async () => {
  const { read, act } = await incident('Talked about');
  await act('comment', 'customer/dana', { text: 'between us' });
  await act('comment', 'customer/dana', { text: 'for all', visibility: 'both' });
  await act('comment', 'microsoft/alex', { text: 'among Microsoft' });
  const seenBy = async (actor: string) => {
    const { timeline } = (await read(actor)).body;
    return timeline.flatMap(({ change }) => (change.type === 'incident.commented' ? [change.text] : []));
  };
  expect(await seenBy('customer/lee')).toEqual(['between us', 'for all']);
  expect(await seenBy('microsoft/sam')).toEqual(['for all', 'among Microsoft']);
});
