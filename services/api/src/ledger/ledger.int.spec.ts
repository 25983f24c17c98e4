import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ledgerView, untoldPage } from '@demarc/contracts';
import { type Incident, type Notice, instantOf } from '@demarc/domain';
import { aNotice, keepAttempt, keepDelivery, keepNotices } from '../../../../libs/store/fixtures/a-ledger.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { anIncident, keepIncidents } from '../../fixtures/an-incident.js';

const MINUTE_MS = 60_000;
const ago = (minutes: number) => instantOf(Date.now() - minutes * MINUTE_MS);

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
}, 60_000);
beforeEach(() => api.store.query('truncate notices, deliveries, delivery_attempts, incidents'));
afterAll(() => api.stop());

async function owe(incident: Incident, more: Partial<Notice> = {}): Promise<Notice> {
  const notice = aNotice({ incidentId: incident.id, owedAt: ago(1), ...more });
  await keepNotices(api.store, [notice]);
  return notice;
}
async function keep(more: Partial<Incident> = {}): Promise<Incident> {
  const incident = anIncident(more);
  await keepIncidents(api.store, [incident]);
  return incident;
}
async function owed(query = '', headers: Record<string, string> = { as: 'microsoft/alex' }) {
  const { status, json } = await api.ask('GET', `/v1/notices/owed?${query}`, { headers });
  expect(status).toBe(200);
  return untoldPage.parse(json).items;
}

it('the ledger says what each party was owed, under what, and whether it knows', async () => {
  const incident = await keep({ severity: 'B' });
  const told = await owe(incident);
  await keepAttempt(api.store, await keepDelivery(api.store, told), 'sent');
  const late = await owe(incident, {
    queue: 'microsoft/operations',
    kind: 'offer',
    clauseId: null,
    policyVersion: null,
    owedAt: ago(61),
  });
  await keepAttempt(api.store, await keepDelivery(api.store, late), 'retrying');
  await api.ask('POST', `/v1/notices/${told.id}/acknowledge`, { headers: { as: 'customer/dana' } });
  const { json } = await api.ask('GET', `/v1/incidents/${incident.reference}/ledger`);
  const ledger = ledgerView.parse(json);
  expect(ledger).toMatchObject({ incidentId: incident.id, tenant: 'contoso', severity: 'B' });
  expect(ledger.parties).toMatchObject([
    {
      party: 'microsoft',
      standings: { late: 1, told: 0 },
      notices: [
        { id: late.id, owedUnder: 'offer', clauseId: null, standing: 'late', deliveries: [{ state: 'retrying' }] },
      ],
    },
    {
      party: 'customer',
      standings: { told: 1 },
      notices: [
        {
          id: told.id,
          owedUnder: 'MS-4 of 2021-08-08',
          standing: 'told',
          acknowledgement: { by: 'customer/dana', through: 'http' },
          deliveries: [{ state: 'sent', attempts: [{ outcome: 'sent', reason: 'accepted' }] }],
        },
      ],
    },
  ]);
});

it('lists who should know and does not, with why and what to do', async () => {
  const critical = await keep({ severity: 'A' });
  const untouched = await owe(critical, { owedAt: ago(20) });
  const retrying = await owe(critical, { owedAt: ago(19) });
  const retried = await keepDelivery(api.store, retrying);
  await keepAttempt(api.store, retried, 'retrying', { attempt: 3 });
  const failed = await owe(await keep(), { owedAt: ago(2) });
  const givenUp = await keepDelivery(api.store, failed);
  await keepAttempt(api.store, givenUp, 'failed');
  const nobody = await owe(critical);
  await api.store.query(`update notices set state = 'unreachable' where notice_id = $1`, [nobody.id]);
  await owe(critical, { owedAt: ago(0) });
  const items = await owed();
  expect(items.map(({ noticeId, reason, overdue, severity }) => [noticeId, reason, overdue, severity])).toEqual([
    [untouched.id, 'late', true, 'A'],
    [retrying.id, 'late', true, 'A'],
    [failed.id, 'failed', true, 'C'],
    [nobody.id, 'unreachable', true, 'A'],
  ]);
  expect(items.map(({ why }) => why)).toEqual([
    'Nobody has tried to tell it yet.',
    expect.stringMatching(
      /^Security by email to security@contoso.example: connection-refused, tried 3 times, again at 2026-11-22 10:30:00 UTC\.$/,
    ),
    'Security by email to security@contoso.example: given up after one attempt, gone.',
    'No contact of contoso for customer/security can be told.',
  ]);
  expect(items[1]!.todo).toContain(`demarc notices redrive ${retried}`);
  expect(items[2]!.todo).toContain(`demarc notices redrive ${givenUp}`);
  expect(items[3]!.todo).toContain('demarc directory import --tenant contoso contacts.csv');
});

it('is asked for one party, tenant, reason and age', async () => {
  const incident = await keep();
  const theirs = await owe(incident, { owedAt: ago(30) });
  const ours = await owe(incident, { queue: 'microsoft/operations', owedAt: ago(3) });
  const ids = async (query: string) => (await owed(query)).map(({ noticeId }) => noticeId);
  expect(await ids('')).toEqual([]);
  expect(await ids('reason=on-the-way')).toEqual([theirs.id, ours.id]);
  expect(await ids('olderThanMinutes=15')).toEqual([theirs.id]);
  expect(await ids('olderThanMinutes=1&party=microsoft')).toEqual([ours.id]);
  expect(await ids('olderThanMinutes=1&tenant=contoso')).toHaveLength(2);
  expect(await api.ask('GET', '/v1/notices/owed?tenant=contsoo')).toMatchObject({ status: 404 });
  expect(await api.ask('GET', '/v1/notices/owed?party=nobody')).toMatchObject({ status: 400 });
});

it('shows what is internal to Microsoft to Microsoft alone', async () => {
  const incident = await keep({ internal: true, queue: 'microsoft/operations', party: 'microsoft' });
  await owe(incident, { queue: 'microsoft/operations', owedAt: ago(300) });
  expect(await owed()).toHaveLength(1);
  expect(await owed('', { as: 'customer/dana' })).toEqual([]);
  const path = `/v1/incidents/${incident.id}/ledger`;
  expect(await api.ask('GET', path, { headers: { as: 'customer/dana' } })).toMatchObject({ status: 404 });
  expect(await api.ask('GET', path, { headers: { as: 'microsoft/alex' } })).toMatchObject({ status: 200 });
});

it('a customer reads of notices to Microsoft that and when they were told, and not through whom', async () => {
  const incident = await keep({ severity: 'B' });
  const [dana, alex] = [{ as: 'customer/dana' }, { as: 'microsoft/alex' }];
  const contacts = { contacts: ['Wombat Wanda'] };
  const answered = { answer: '550 no Wombat here' };
  const told = await owe(incident, { queue: 'microsoft/operations', audience: contacts });
  await keepAttempt(api.store, await keepDelivery(api.store, told, 'Wombat'), 'sent', answered);
  const untold = await owe(incident, { queue: 'microsoft/operations', kind: 'offer', owedAt: ago(61) });
  await keepAttempt(api.store, await keepDelivery(api.store, untold, 'Wombat'), 'failed', answered);
  await api.store.query(
    `update notices set acknowledged_at = now(), acknowledged_by = 'microsoft/Wombat', acknowledged_through = 'link'
     where notice_id = $1`,
    [told.id],
  );
  const own = await owe(incident, { owedAt: ago(61) });
  await keepAttempt(api.store, await keepDelivery(api.store, own, 'Numbat'), 'failed');

  const paths = [
    `incidents/${incident.id}`,
    `incidents/${incident.id}/notices`,
    `incidents/${incident.id}/ledger`,
    'tenants/contoso/ledger/export',
    'notices?tenant=contoso',
    'notices/owed?tenant=contoso',
  ];
  for (const path of paths) {
    const heard = async (headers: Record<string, string>) => (await api.ask('GET', `/v1/${path}`, { headers })).text;
    const [theirs, ours] = [await heard(dana), await heard(alex)];
    expect([path, /wombat/i.test(ours), /numbat/i.test(ours)]).toEqual([path, true, true]);
    expect([path, /wombat/i.test(theirs), /numbat/i.test(theirs)]).toEqual([path, false, true]);
    expect([path, theirs.includes(untold.id)]).toEqual([path, true]);
  }
  const { json } = await api.ask('GET', `/v1/incidents/${incident.id}/ledger`, { headers: dana });
  expect(ledgerView.parse(json).parties[0]).toMatchObject({
    party: 'microsoft',
    standings: { told: 1, untold: 1 },
    notices: [
      { id: told.id, standing: 'told', toldAt: expect.any(String), audience: 'team', deliveries: [] },
      { id: untold.id, standing: 'untold', deliveries: [] },
    ],
  });
});

it('a customer has its own deliveries tried again and not those of Microsoft, which has both', async () => {
  const incident = await keep();
  const givenUp = async (queue: Notice['queue']) => {
    const id = await keepDelivery(api.store, await owe(incident, { queue }));
    await keepAttempt(api.store, id, 'failed');
    return id;
  };
  const theirs = await givenUp('microsoft/operations');
  const redrive = async (json: object, as: string) =>
    (await api.ask('POST', '/v1/notices/redrive', { json, headers: { as } })).json.deliveryIds;
  for (const which of [{ tenant: 'contoso' }, { all: true }, 'ids'] as const) {
    const own = await givenUp('customer/security');
    const asked = which === 'ids' ? { deliveryIds: [own, theirs] } : which;
    expect(await redrive(asked, 'customer/dana')).toEqual([own]);
  }
  expect(await redrive({ deliveryIds: [theirs] }, 'microsoft/alex')).toEqual([theirs]);
});
