import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { INCIDENT_SORTS, POKES, incidentDetail, incidentPage, queueList } from '@demarc/contracts';
import { type Incident, instantOf } from '@demarc/domain';
import { connectBus } from '@demarc/runtime';
import { writeWords } from '@demarc/store';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { anIncident, keepIncidents, minute } from '../../fixtures/an-incident.js';

const dueIn = (minutes: number): Incident['dues'] => {
  const at = instantOf(Date.now() + minutes * 60_000);
  return [{ clock: 'first-response', phase: 'due', at }];
};
const incidents: Incident[] = [
  anIncident({ severity: 'C', openedAt: minute(1), lastActivityAt: minute(9), dues: dueIn(20) }),
  anIncident({
    severity: 'A',
    openedAt: minute(2),
    title: '100% of_disk',
    queue: 'customer/security',
    kind: 'security',
  }),
  anIncident({
    severity: 'A',
    openedAt: minute(2),
    queue: 'microsoft/operations',
    party: 'microsoft',
    area: 'hardware',
  }),
  anIncident({ severity: 'B', openedAt: minute(3), state: 'resolved', tenant: 'fabrikam', review: ['conflict'] }),
  anIncident({
    severity: 'B',
    openedAt: minute(4),
    state: 'acknowledged',
    assignee: 'dana',
    provisional: true,
    dues: dueIn(80),
  }),
];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  for (const tenant of ['contoso', 'fabrikam']) await createTenant(api, tenant);
  await keepIncidents(api.store, incidents);
  while ((await writeWords(api.store, 10)) > 0);
}, 60_000);
afterAll(() => api.stop());

async function ids(query: string, headers: Record<string, string> = {}): Promise<number[]> {
  const { json, status } = await api.ask('GET', `/v1/incidents?${query}`, { headers });
  expect(status).toBe(200);
  return incidentPage.parse(json).items.map(({ id }) => incidents.findIndex((incident) => incident.id === id));
}

describe('a list of incidents', () => {
  test.each(INCIDENT_SORTS)('sorted by %s shows each exactly once over its pages', async (sort) => {
    const whole = await ids(`sort=${sort}`);
    expect(whole.toSorted()).toEqual([0, 1, 2, 3, 4]);
    const paged: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`;
      paged.push(...(await ids(query)));
      cursor = (await api.ask('GET', `/v1/incidents?${query}`)).json.next;
    }
    expect(paged).toEqual(whole);
  });

  test('is filtered by every column, several states at once, and words', async () => {
    expect(await ids('sort=openedAt&state=new,acknowledged')).toHaveLength(4);
    expect(await ids('state=resolved&state=acknowledged')).toEqual([4, 3]);
    expect(await ids('queue=customer/security')).toEqual([1]);
    expect(await ids('party=microsoft')).toEqual([2]);
    expect(await ids('tenant=fabrikam')).toEqual([3]);
    expect(await ids('severity=A&kind=security')).toEqual([1]);
    expect(await ids('area=hardware')).toEqual([2]);
    expect(await ids('assignee=dana')).toEqual([4]);
    expect(await ids('review=true')).toEqual([3]);
    expect(await ids('provisional=true&state=new,acknowledged')).toEqual([4]);
    expect(await ids('q=of_disk%20100%25')).toEqual([1]);
    expect(await ids(`q=${incidents[0]!.reference.slice(0, 9).toLowerCase()}`)).toEqual([0]);
  });

  test('knows who asks, and what time it is', async () => {
    const dana = { as: 'customer/dana' };
    expect(await ids('assignee=@me', dana)).toEqual([4]);
    expect(await ids('assignee=@me', { as: 'microsoft/alex' })).toEqual([]);
    expect(await ids('assignee=@nobody&severity=A&sort=openedAt')).toHaveLength(2);
    expect((await api.ask('GET', '/v1/incidents?assignee=@me', { headers: { as: '' } })).status).toBe(401);
    expect(await ids('dueWithinMinutes=30')).toEqual([0]);
    expect(await ids('dueWithinMinutes=90&sort=nextDueAt')).toEqual([0, 4]);
  });

  test('says what is not a filter', async () => {
    for (const query of ['snoozed=perhaps', 'dueWithinMinutes=soon', 'offeredTo=nowhere', 'assignee=%20']) {
      const { status, json } = await api.ask('GET', `/v1/incidents?${query}`);
      expect([status, json.errors]).toEqual([
        400,
        [expect.objectContaining({ field: expect.stringMatching(query.split('=')[0]!) })],
      ]);
    }
  });
});

test.each(['incidents', 'queues'])('%s of a tenant that nobody knows are refused', async (what) => {
  const { status, json } = await api.ask('GET', `/v1/${what}?tenant=contso`);
  expect([status, json.type]).toEqual([404, 'urn:demarc:problem:unknown-tenant']);
  expect((await api.ask('GET', `/v1/${what}?tenant=contoso`)).status).toBe(200);
});

test('every queue is shown, with its open work', async () => {
  const { items } = queueList.parse((await api.ask('GET', '/v1/queues')).json);
  expect(items).toHaveLength(7);
  expect(items.find(({ queue }) => queue === 'customer/devices')).toMatchObject({
    counts: { new: 1, acknowledged: 1 },
    unacknowledged: 1,
    oldestOpenedAt: minute(1),
  });
});

describe('work on an incident', () => {
  const dana = { as: 'customer/dana' };
  const work = (id: string, verb: string, headers: Record<string, string>, json?: unknown) =>
    api.ask('POST', `/v1/incidents/${id}/${verb}`, { headers, ...(json !== undefined && { json }) });

  test('of two people who saw the same revision one wins and the other is told', async () => {
    const { id } = incidents[0]!;
    const etag = (await api.ask('GET', `/v1/incidents/${id}`)).headers.get('etag')!;
    const answers = await Promise.all([1, 2].map(() => work(id, 'acknowledge', { ...dana, 'if-match': etag })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual(['"2"', '"2"']);
  });

  test('needs a name, a revision, the right party and the right state', async () => {
    const { id } = incidents[1]!;
    const any = { 'if-match': '*' };
    expect((await work(id, 'acknowledge', { as: '', ...any })).status).toBe(401);
    expect((await work(id, 'acknowledge', dana)).status).toBe(428);
    expect((await work(id, 'acknowledge', { as: 'microsoft/alex', ...any })).status).toBe(403);
    expect((await work(incidents[3]!.id, 'resolve', { as: 'customer:fabrikam/finn', ...any })).status).toBe(409);
    expect((await work(id, 'assign', { ...dana, ...any }, {})).status).toBe(422);
    expect((await work('INC-NONE', 'resolve', { ...dana, ...any })).status).toBe(404);
  });

  test('is on the timeline, and in the outbox for the world', async () => {
    const { reference, id } = incidents[4]!;
    await work(reference, 'assign', { ...dana, 'if-match': '"1"' }, { to: 'erin' });
    await work(reference, 'comment', dana, { text: 'between us' });
    await work(reference, 'comment', { as: 'microsoft/alex' }, { text: 'for both', visibility: 'both' });
    const done = await work(reference, 'resolve', { ...dana, 'if-match': '"4"' }, { note: 'mended' });
    expect(done.json.incident).toMatchObject({
      state: 'resolved',
      revision: 5,
      assignee: 'erin',
      resolution: { note: 'mended' },
    });
    const seen = async (headers: Record<string, string>) => {
      const detail = incidentDetail.parse((await api.ask('GET', `/v1/incidents/${id}`, { headers })).json);
      return detail.timeline.map(({ type }) => type.slice('incident.'.length));
    };
    expect(await seen(dana)).toEqual(['opened', 'assigned', 'commented', 'commented', 'resolved']);
    expect(await seen({ as: 'microsoft/alex' })).toEqual(['opened', 'assigned', 'commented', 'resolved']);
    expect(await seen({})).toEqual(['opened', 'assigned', 'commented', 'resolved']);
    const [{ told }] = await api.store.query(
      `select count(*)::int as told from outbox where body like '%' || $1 || '%'`,
      [id],
    );
    expect(told).toBe(4);
  });

  test('may be to say that it may impact the service, which either party can, and it is decided again', async () => {
    const { id } = incidents[2]!;
    const bus = await connectBus(api.servers.natsUrl, 'test');
    const poked = new Promise((resolve) => {
      bus.subscribe(POKES.redecide, { max: 1, callback: resolve });
    });
    await bus.flush();
    const body = { impact: 'yes', note: 'the whole floor is out' };
    expect((await work(id, 'service-impact', dana, body)).status).toBe(428);
    const { json } = await work(id, 'service-impact', { ...dana, 'if-match': '"1"' }, body);
    expect(json.incident.serviceImpactFlag).toMatchObject({ impact: 'yes', by: 'customer/dana' });
    expect(json.changes).toMatchObject([{ type: 'incident.service-impact-flagged', ...body }]);
    await poked;
    await bus.close();
    const asked = await api.store.query('select reason, incident_id from redecisions');
    expect(asked).toEqual([{ reason: 'flag', incident_id: id }]);
    expect((await work(id, 'service-impact', { ...dana, 'if-match': '*' }, { impact: 'perhaps' })).status).toBe(422);
  });
});
