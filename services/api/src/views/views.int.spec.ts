import { ROUTES, incidentPage, viewList } from '@demarc/contracts';
import type { Incident, Queue } from '@demarc/domain';
import { writeWords } from '@demarc/store';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { anIncident, keepIncidents, minute } from '../../fixtures/an-incident.js';

const DANA = { as: 'customer/dana' };
const ERIN = { as: 'customer/erin' };
const FINN = { as: 'customer:fabrikam/finn' };
const ALEX = { as: 'microsoft/alex' };
const DEVICES: Queue = 'customer/devices';
const offer = (to: Queue) => ({
  id: '01a21add-bb3b-73c0-97fe-167a6075bdb4',
  from: DEVICES,
  to,
  by: 'customer/dana',
  reason: 'It is yours.',
  at: minute(1),
  escalateAt: null,
  dueAt: minute(9),
});
const incidents: Incident[] = [
  anIncident({ title: 'Printer jams', severity: 'A' }),
  anIncident({ state: 'acknowledged', assignee: 'dana', dues: [{ clock: 'update', phase: 'due', at: minute(1) }] }),
  anIncident({ state: 'waiting', provisional: true, tenant: 'fabrikam' }),
  anIncident({ state: 'resolved', title: 'Printer was on fire' }),
  anIncident({ queue: 'customer/security', review: ['conflict'], linked: ['01a21add-bb3b-73c0-97fe-167a6075bdb4'] }),
  anIncident({ queue: 'microsoft/operations', party: 'microsoft', offer: offer(DEVICES) }),
  anIncident({ queue: 'microsoft/operations', party: 'microsoft', internal: true }),
];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  for (const tenant of ['contoso', 'fabrikam']) await createTenant(api, tenant);
  await keepIncidents(api.store, incidents);
  while ((await writeWords(api.store, 10)) > 0);
}, 60_000);
afterAll(() => api.stop());

const put = (name: string, headers: Record<string, string>, json: unknown, queue?: string) =>
  api.ask('PUT', `/v1/views/${encodeURIComponent(name)}${queue ? `?queue=${queue}` : ''}`, { headers, json });

async function counted(headers: Record<string, string>, query = '') {
  const { json, status } = await api.ask('GET', `/v1/views${query}`, { headers });
  expect(status).toBe(200);
  return viewList.parse(json).items;
}

async function countsOf(headers: Record<string, string>, query = ''): Promise<Record<string, number | undefined>> {
  return Object.fromEntries((await counted(headers, query)).map(({ name, count }) => [name, count?.incidents]));
}

async function listed(query: string, headers: Record<string, string>): Promise<number[]> {
  const { json, status } = await api.ask('GET', `/v1/incidents?${query}`, { headers });
  expect([status, json?.detail]).toEqual([200, undefined]);
  return incidentPage.parse(json).items.map(({ id }) => incidents.findIndex((incident) => incident.id === id));
}

describe('the usual views', () => {
  it('of a queue count its work, and what others offer to it', async () => {
    expect(await countsOf(DANA, `?queue=${DEVICES}`)).toEqual({
      mine: 1,
      unacknowledged: 1,
      'due-soon': 1,
      breached: 0,
      // What waits and is provisional is another customer's.
      waiting: 0,
      snoozed: 0,
      offered: 1,
      provisional: 0,
      review: 0,
      linked: 0,
    });
  });

  it('of a party count all of its queues, of one customer when that is asked', async () => {
    expect(await countsOf(ERIN)).toMatchObject({ mine: 0, unacknowledged: 2, waiting: 0, review: 1, linked: 1 });
    expect(await countsOf(FINN, '?tenant=fabrikam')).toMatchObject({ unacknowledged: 0, waiting: 1, review: 0 });
    expect(await countsOf(ALEX)).toMatchObject({ unacknowledged: 2, offered: 0 });
  });

  it('list what they count', async () => {
    expect(await listed(`view=mine&queue=${DEVICES}`, DANA)).toEqual([1]);
    expect(await listed(`view=offered&queue=${DEVICES}`, DANA)).toEqual([5]);
    expect(await listed('view=unacknowledged', DANA)).toHaveLength(2);
    expect(await listed('view=unacknowledged&severity=A', DANA)).toEqual([0]);
    expect(await listed('view=waiting&tenant=contoso', DANA)).toEqual([]);
  });
});

describe('a saved view', () => {
  const query = { q: 'printer fire', state: ['new', 'resolved'], sort: 'openedAt' };

  it("is its owner's, until it is deleted", async () => {
    const saved = await put('fires & jams', DANA, { query, position: 3 });
    expect([saved.status, saved.json]).toMatchObject([
      200,
      { owner: { kind: 'person', name: 'customer/dana' }, query },
    ]);
    expect(await listed('view=fires%20%26%20jams', DANA)).toEqual([3]);
    expect((await countsOf(DANA))['fires & jams']).toBe(1);
    expect(await countsOf(ERIN)).not.toHaveProperty('fires & jams');
    expect((await api.ask('GET', '/v1/incidents?view=fires%20%26%20jams', { headers: ERIN })).status).toBe(404);
    const path = '/v1/views/fires%20%26%20jams';
    expect((await api.ask('DELETE', path, { headers: ERIN })).status).toBe(404);
    expect((await api.ask('DELETE', path, { headers: DANA })).json).toMatchObject({ query, position: 3 });
    expect((await api.ask('DELETE', path, { headers: DANA })).status).toBe(404);
  });

  it('is replaced by another of its name', async () => {
    await put('one', DANA, { query: { state: ['new'] } });
    await put('one', DANA, { query: { state: ['waiting'], breached: false } });
    const own = (await counted(DANA)).filter(({ name }) => name === 'one');
    expect(own).toMatchObject([
      { query: { state: ['waiting'], breached: false }, count: { incidents: 0, isMore: false } },
    ]);
    await api.ask('DELETE', '/v1/views/one', { headers: DANA });
  });

  it('of a queue is for everybody of its party, and about that queue', async () => {
    await put('worst', DANA, { query: { severity: ['A'] } }, DEVICES);
    expect(await listed(`view=worst&queue=${DEVICES}`, ERIN)).toEqual([0]);
    expect(await listed('view=worst', ERIN)).toEqual([0]);
    expect((await counted(ERIN, `?queue=${DEVICES}`))[0]).toMatchObject({
      name: 'worst',
      owner: { kind: 'queue', name: DEVICES },
      savedBy: 'customer/dana',
      count: { incidents: 1 },
    });
    expect((await put('worst', ALEX, { query: {} }, DEVICES)).status).toBe(403);
    expect((await api.ask('GET', `/v1/views?queue=${DEVICES}`, { headers: ALEX })).status).toBe(403);
    expect((await api.ask('GET', `/v1/incidents?view=worst&queue=${DEVICES}`, { headers: ALEX })).status).toBe(404);
  });

  it("keeps its place among the others, and a person's stand before a queue's", async () => {
    for (const [name, position] of [
      ['b', 1],
      ['a', 1],
      ['c', 0],
    ] as const)
      await put(name, ERIN, { query: {}, position });
    const names = (await counted(ERIN)).map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['c', 'a', 'b', 'worst']);
  });

  it('that this version cannot read says so, and harms no other', async () => {
    await api.store.query(
      `insert into views (tenant_id, owner_kind, owner, name, query, position, saved_at, saved_by)
       values ('contoso', 'person', 'customer/dana', 'old', '{"colour": "red"}', 0, now(), 'x'),
         ('contoso', 'person', 'customer/dana', 'older', '{"state": ["sleeping"]}', 0, now(), 'x')`,
    );
    const items = await counted(DANA);
    expect(items.filter(({ count }) => count === null).map(({ name }) => name)).toEqual(['old', 'older']);
    const { status, json } = await api.ask('GET', '/v1/incidents?view=older', { headers: DANA });
    expect([status, json.detail]).toEqual([404, expect.stringContaining('Save it again')]);
  });

  test.each([
    ['a filter that there is not', 'x', { query: { colour: 'red' } }, 422],
    ['a value that there is not', 'x', { query: { state: ['sleeping'] } }, 422],
    ['a cursor', 'x', { query: { cursor: 'abc' } }, 422],
    ['no query', 'x', {}, 422],
    ['a customer that there is not', 'x', { query: { tenant: 'nobody' } }, 404],
    ['a name that comes with Demarc', 'mine', { query: {} }, 409],
    ['a name of nothing', ' ', { query: {} }, 400],
  ])('is not kept with %s', async (_what, name, body, status) => {
    expect((await put(name, DANA, body)).status).toBe(status);
  });

  it('is not kept by nobody, nor beyond a hundred', async () => {
    const nobody = { as: '' };
    expect((await put('x', nobody, { query: {} })).status).toBe(401);
    expect((await api.ask('GET', ROUTES.listViews.path, { headers: nobody })).status).toBe(401);
    expect((await api.ask('GET', '/v1/incidents?view=mine', { headers: nobody })).status).toBe(401);
    const kim = { as: 'customer/kim' };
    for (let n = 0; n < 100; n += 1) expect((await put(`v${n}`, kim, { query: {} })).status).toBe(200);
    const { status, json } = await put('one more', kim, { query: {} });
    expect([status, json.detail]).toEqual([422, expect.stringContaining('100 views')]);
    expect((await put('v7', kim, { query: { severity: ['A'] } })).status).toBe(200);
  });
});

describe('a list that is narrowed from a view', () => {
  it('is saved with what that view is narrowed by, and shows the same', async () => {
    const { status, json } = await put('new and bad', DANA, { query: { severity: ['A'] }, view: 'unacknowledged' });
    expect([status, json.detail]).toEqual([200, undefined]);
    expect(json.query).toEqual({
      party: 'customer',
      snoozed: false,
      state: ['new'],
      sort: 'severity',
      severity: ['A'],
    });
    const shown = await listed('view=unacknowledged&severity=A', DANA);
    expect(await listed(`view=${encodeURIComponent('new and bad')}`, DANA)).toEqual(shown);
    expect(shown).toEqual([0]);
    // Of a queue the usual views are that queue's.
    const offers = await put('offers', DANA, { query: { queue: DEVICES }, view: 'offered' });
    expect(offers.json.query).toMatchObject({ offeredTo: [DEVICES] });
    expect((await put('none', DANA, { query: {}, view: 'no such view' })).status).toBe(404);
  });

  it('is not called what a console calls everything', async () => {
    const { status, json } = await put('all', DANA, { query: {} });
    expect([status, json.detail]).toEqual([409, expect.stringContaining('"all" comes with Demarc')]);
  });
});
