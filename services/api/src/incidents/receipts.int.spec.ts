import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { incidentDetail, jointView, receiptAnswer, verification } from '@demarc/contracts';
import type { Incident } from '@demarc/domain';
import { adoptPolicy, publishPolicy } from '@demarc/store';
import { DECIDED_AT, aDevice, anAlert, keepDecided } from '../../fixtures/a-decided-event.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

const MMD = '0f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c0001';
const OTHER = '0f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c0002';
const SOC = 'microsoft/security-operations';

let api: TestApi;
let halves: readonly Incident[];
const half = (party: Incident['party']) => halves.find((incident) => incident.party === party)!;
const importDevices = (rows: readonly string[]) =>
  api.ask('PUT', '/v1/tenants/contoso/directory/devices', {
    body: ['entra_device_id,name,enrolled_from,enrolled_until', ...rows].join('\n'),
    headers: { 'content-type': 'text/csv' },
  });
const receiptOf = async (id: string, query = '') =>
  receiptAnswer.parse((await api.ask('GET', `/v1/incidents/${id}/receipt${query}`)).json);
const verify = async (id: string) =>
  verification.parse((await api.ask('GET', `/v1/incidents/${id}/receipt/verification`)).json);
const as = (actor: string) => ({ headers: { as: actor } });
const tamper = (id: string, from: string, to: string) =>
  api.store.query('update decisions set receipt = replace(receipt::text, $2, $3)::json where incident_id = $1', [
    id,
    from,
    to,
  ]);

beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
  await importDevices([`${MMD},MMD-1,2021-01-01,`, `${OTHER},PC-2,,`]);
  halves = await keepDecided(api.store, anAlert('both', [aDevice(MMD, 'MMD-1', 0), aDevice(OTHER, 'PC-2', 1)]));
}, 60_000);
afterAll(() => api.stop());

describe('a receipt', () => {
  test('names the clause with its words, what was passed, and what would flip the owner', async () => {
    const { explanation, receipt, stands, actions, decisions } = await receiptOf(half('microsoft').reference);
    expect(explanation).toMatchObject({ clause: { id: 'MS-4', queue: SOC, quote: expect.any(String) } });
    const [first] = explanation!.passed;
    expect(first!.needs).not.toContain(first!.is);
    expect(explanation!.flips).toContainEqual(
      expect.objectContaining({ fact: 'device', is: 'mmd', party: 'customer', queue: 'customer/security' }),
    );
    expect(receipt.from.device).toContain('MMD-1');
    expect(receipt.otherHalf).toMatchObject({ party: 'customer', devices: 1 });
    expect([stands, actions]).toEqual([true, expect.arrayContaining(['isolate'])]);
    expect(decisions).toMatchObject([{ decisionId: half('microsoft').decisionId, clauseId: 'MS-4' }]);
  });

  test('of an earlier decision can be asked for, and one that is not there is not found', async () => {
    const { id, decisionId } = half('customer');
    expect(await receiptOf(id, `?decision=${decisionId}`)).toMatchObject({ decisionId, stands: true });
    expect((await api.ask('GET', `/v1/incidents/${id}/receipt?decision=${MMD}`)).status).toBe(404);
  });

  test('without a policy of that name stays readable and says why it is not explained', async () => {
    const [incident] = await keepDecided(api.store, anAlert('lost', [aDevice(MMD, 'MMD-1', 0)]));
    await api.store.query(`update decisions set policy_version = 'gone' where incident_id = $1`, [incident!.id]);
    await tamper(incident!.id, '"policyVersion":"2021-08-08"', '"policyVersion":"gone"');
    expect(await receiptOf(incident!.id)).toMatchObject({
      explanation: null,
      notExplained: 'There is no policy gone any more.',
      receipt: { clause: { id: 'MS-4' } },
    });
    expect(await verify(incident!.id)).toMatchObject({ agrees: null, because: 'There is no policy gone.' });
  });
});

describe('a verification', () => {
  test('agrees byte for byte, for each half, with the inputs it used', async () => {
    for (const incident of halves) {
      const { stored, recomputed, ...rest } = await verify(incident.id);
      expect(rest).toMatchObject({ agrees: true, differences: [], inputs: { directoryRevision: 1 } });
      expect(recomputed).toEqual(stored);
    }
  });

  test('still agrees after the directory was corrected and the shelf of policies grew, though today would differ', async () => {
    const [incident] = await keepDecided(api.store, anAlert('left', [aDevice(MMD, 'MMD-1', 0)]));
    // It had left before the activity, and nobody had said so.
    await importDevices([`${MMD},MMD-1,2021-01-01,2021-06-01`, `${OTHER},PC-2,,`]);
    const published = { tenant: null, publishedAt: DECIDED_AT, publishedBy: 'microsoft/alex' };
    const document = 'version: contoso-1\ntitle: Of their own\nextends: "2023-07-13"\n';
    await publishPolicy(api.store, { ...published, version: 'contoso-1', title: 'x', document, digest: 'x' });
    const by = { holdsFrom: DECIDED_AT, adoptedAt: DECIDED_AT, adoptedBy: 'customer/kim' };
    await adoptPolicy(api.store, { tenant: 'contoso', version: 'contoso-1', ...by });
    expect(await verify(incident!.id)).toMatchObject({ agrees: true, inputs: { policyVersion: '2021-08-08' } });
    expect(await receiptOf(incident!.id, '?as=now')).toMatchObject({
      queue: SOC,
      now: { queue: 'customer/security', party: 'customer', sameQueue: false, directory: { revision: 2 } },
    });
  });

  test('finds a receipt that somebody changed, and says where', async () => {
    const [incident] = await keepDecided(api.store, anAlert('forged', [aDevice(OTHER, 'PC-2', 0)]));
    await tamper(incident!.id, '"device":"non-mmd"', '"device":"mmd"');
    expect(await verify(incident!.id)).toMatchObject({ agrees: false, differences: ['facts.device'] });
  });

  test('finds a change that only a byte shows', async () => {
    const [incident] = await keepDecided(api.store, anAlert('spaced', [aDevice(OTHER, 'PC-2', 0)]));
    await tamper(incident!.id, '"facts":', '"facts": ');
    const { agrees, differences } = await verify(incident!.id);
    expect([agrees, differences]).toEqual([false, ['$ (the same values, written otherwise)']]);
  });

  test('finds a decision whose row says another queue than its receipt gives', async () => {
    const [incident] = await keepDecided(api.store, anAlert('moved', [aDevice(OTHER, 'PC-2', 0)]));
    await api.store.query(`update decisions set queue = 'customer/devices' where incident_id = $1`, [incident!.id]);
    expect(await verify(incident!.id)).toMatchObject({ agrees: false, differences: ['decision.queue'] });
  });

  test('of a receipt of an older form says that it cannot be told', async () => {
    const [incident] = await keepDecided(api.store, anAlert('old', [aDevice(OTHER, 'PC-2', 0)]));
    await tamper(incident!.id, '{"receiptVersion":2,', '{');
    const because = 'The receipt has form 1; this release reads form 2.';
    expect(await verify(incident!.id)).toMatchObject({ agrees: null, because, inputs: null });
    expect(await receiptOf(incident!.id)).toMatchObject({ explanation: null, notExplained: because });
  });
});

describe('of an event that both parties own a part of', () => {
  const detailOf = async (party: Incident['party'], reader: string) =>
    incidentDetail.parse((await api.ask('GET', `/v1/incidents/${half(party).id}`, as(reader))).json);
  const namesOf = ({ events }: Awaited<ReturnType<typeof detailOf>>) =>
    events.flatMap(({ event }) => event.subjects.map(({ name }) => name));

  test('a customer sees its own devices, and how many there are on the other side', async () => {
    const detail = await detailOf('customer', 'customer/kim');
    expect([namesOf(detail), detail.events.map(({ otherHalf }) => otherHalf)]).toEqual([['PC-2'], [1]]);
    const { json } = await api.ask('GET', `/v1/incidents/${half('customer').id}/events`, as('customer/kim'));
    expect(JSON.stringify(json)).not.toContain('MMD-1');
    expect(namesOf(await detailOf('customer', 'microsoft/alex'))).toEqual(['MMD-1', 'PC-2']);
  });

  test('each incident names the other, and nobody sees what only Demarc works with', async () => {
    const detail = await detailOf('microsoft', 'microsoft/alex');
    expect(detail.linked).toMatchObject([
      { id: half('customer').id, party: 'customer', about: 'PC-2', because: 'halves of one event' },
    ]);
    const { json } = await api.ask('GET', '/v1/incidents');
    expect(JSON.stringify(json)).not.toContain('claims');
  });

  test('both see one view of the two, without comments of the other party', async () => {
    const say = (party: Incident['party'], text: string, visibility: string) =>
      api.ask('POST', `/v1/incidents/${half(party).id}/comment`, { ...as(`${party}/x`), json: { text, visibility } });
    await say('microsoft', 'among us', 'own-party');
    await say('microsoft', 'isolated', 'both');
    await say('customer', 'our thoughts', 'own-party');
    const { json } = await api.ask('GET', `/v1/incidents/${half('customer').id}/joint`, as('customer/kim'));
    const { incidents, timeline } = jointView.parse(json);
    expect(incidents.map(({ party, devices }) => [party, devices])).toEqual([
      ['microsoft', ['MMD-1']],
      ['customer', ['PC-2']],
    ]);
    const said = timeline.flatMap(({ change }) => (change.type === 'incident.commented' ? [change.text] : []));
    expect(said).toEqual(['isolated', 'our thoughts']);
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).toSorted());
  });
});
