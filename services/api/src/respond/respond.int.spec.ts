import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aNotice, keepNotices } from '../../../../libs/store/fixtures/a-ledger.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { anIncident, keepIncidents } from '../../fixtures/an-incident.js';
import { anOfferedIncident } from '../../fixtures/an-offer.js';

const ALEX = { as: 'microsoft/alex' };

let api: TestApi;
let keys = 0;
let key = '';
let keyId = '';
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
}, 60_000);
afterAll(() => api.stop());
beforeEach(async () => {
  const { json } = await addKey('contoso');
  key = json.key;
  keyId = json.id;
});

const addKey = (tenant: string, body: object = {}) =>
  api.ask('POST', `/v1/tenants/${tenant}/keys`, {
    json: { name: `soar-${(keys += 1)}`, ...body },
    headers: { as: `customer:${tenant}/admin` },
  });

const withKey = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
  api.ask(method, `/v1/respond/${path}`, {
    ...(json !== undefined && { json }),
    headers: { authorization: `Bearer ${key}`, ...headers },
  });

describe('a key', () => {
  it('is shown once, and listed without its secret', async () => {
    const { json } = await api.ask('GET', '/v1/tenants/contoso/keys');
    expect(json.items[0]).toMatchObject({
      id: keyId,
      name: `soar-${keys}`,
      createdBy: 'customer/admin',
      lastUsedAt: null,
    });
    expect(JSON.stringify(json)).not.toContain(key.slice(-43));
    const [row] = await api.store.query('select * from api_keys where key_id = $1', [keyId]);
    expect(JSON.stringify(row)).not.toContain(key.slice(-43));
  });

  it('has a name of its own in its tenant, until it is revoked', async () => {
    const body = { name: `soar-${keys}` };
    expect(await addKey('contoso', body)).toMatchObject({ status: 409 });
    expect(await addKey('fabrikam', body)).toMatchObject({ status: 201 });
    await api.ask('DELETE', `/v1/tenants/contoso/keys/${keyId}`, { headers: ALEX });
    expect(await addKey('contoso', body)).toMatchObject({ status: 201 });
  });

  it('is made by somebody, for a tenant there is, until a moment to come', async () => {
    const path = '/v1/tenants/contoso/keys';
    expect(await api.ask('POST', path, { json: { name: 'x' }, headers: { as: '' } })).toMatchObject({ status: 401 });
    expect(await addKey('nobody')).toMatchObject({ status: 404 });
    expect(await addKey('contoso', { expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 422 });
    expect(await api.ask('DELETE', `/v1/tenants/fabrikam/keys/${keyId}`, { headers: ALEX })).toMatchObject({
      status: 404,
    });
  });

  it('is remembered to have been used, once a minute', async () => {
    const used = async () =>
      (await api.store.query('select last_used_at as at from api_keys where key_id = $1', [keyId]))[0].at;
    await withKey('GET', 'INC-00000-00000');
    const first = await used();
    expect(first).not.toBeNull();
    await withKey('GET', 'INC-00000-00000');
    expect(await used()).toEqual(first);
  });
});

it('whoever has no valid key is told the same, whatever is wrong with it', async () => {
  const incident = anIncident();
  await keepIncidents(api.store, [incident]);
  const { json: expired } = await addKey('contoso');
  await api.store.query(`update api_keys set expires_at = now() where key_id = $1`, [expired.id]);
  const { json: revoked } = await addKey('contoso');
  await api.ask('DELETE', `/v1/tenants/contoso/keys/${revoked.id}`, { headers: ALEX });
  const wrong = `${key.slice(0, -43)}${'A'.repeat(43)}`;
  const unknown = `dmk_${'0'.repeat(32)}_${'A'.repeat(43)}`;
  const keys = ['dmk_x', wrong, unknown, expired.key, revoked.key].map(
    (text) => [`Bearer ${text}`, 'bad-key'] as const,
  );
  const none = ['', 'Bearer', `Basic ${key}`].map((text) => [text, 'who-are-you'] as const);
  for (const [authorization, code] of [...keys, ...none]) {
    const answer = await withKey('POST', `${incident.id}/acknowledge`, undefined, { authorization });
    expect([authorization, answer.status, answer.json.type]).toEqual([
      authorization,
      401,
      `urn:demarc:problem:${code}`,
    ]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    if (code === 'bad-key') expect(answer.json.detail).toContain('The API key is not valid');
  }
  expect(await withKey('POST', `${incident.id}/acknowledge`)).toMatchObject({ status: 200 });
});

it('an incident of the tenant is read as the customer sees it, and worked on in the name of the key', async () => {
  const incident = anIncident();
  await keepIncidents(api.store, [incident]);
  const notice = { ...aNotice(), incidentId: incident.id };
  await keepNotices(api.store, [notice, { ...aNotice(), incidentId: incident.id, queue: 'microsoft/operations' }]);
  await api.ask('POST', `/v1/incidents/${incident.id}/comment`, { json: { text: 'between us' }, headers: ALEX });
  expect((await withKey('POST', `${incident.reference}/comment`, { text: 'seen', visibility: 'both' })).status).toBe(
    200,
  );
  const { status, headers, json } = await withKey('GET', incident.reference);
  expect(status).toBe(200);
  expect(headers.get('etag')).toBe(`"${json.incident.revision}"`);
  expect(json.incident).toMatchObject({ id: incident.id, state: 'new' });
  const said = json.timeline.filter(({ type }: { type: string }) => type === 'incident.commented');
  expect(said).toMatchObject([{ actor: { party: 'customer', name: `soar-${keys}` }, change: { text: 'seen' } }]);
  expect(json.notices).toMatchObject([{ id: notice.id }]);
});

it('what is another tenant’s, or internal to Microsoft, does not exist', async () => {
  const foreign = anIncident({ tenant: 'fabrikam' });
  const internal = anIncident({ internal: true });
  await keepIncidents(api.store, [foreign, internal]);
  const absent = 'INC-00000-00000';
  const words = (name: string, text: string) => text.replaceAll(name, '<name>');
  const { text: nothing } = await withKey('GET', absent);
  for (const { id } of [foreign, internal]) {
    const read = await withKey('GET', id);
    expect(read.status).toBe(404);
    expect(words(id, read.text)).toBe(words(absent, nothing));
    expect(await withKey('POST', `${id}/comment`, { text: 'mine?' })).toMatchObject({ status: 404 });
  }
  const notice = { ...aNotice(), tenant: 'fabrikam' };
  await keepNotices(api.store, [notice]);
  expect(await withKey('POST', `notices/${notice.id}/acknowledge`)).toMatchObject({ status: 404 });
});

it('a notice is acknowledged through http', async () => {
  const notice = aNotice({ incidentId: null });
  await keepNotices(api.store, [notice]);
  expect(await withKey('POST', `notices/${notice.id}/acknowledge`)).toMatchObject({
    status: 200,
    json: { acknowledgement: { by: `customer/soar-${keys}`, through: 'http' }, repeated: false },
  });
});

it('the rules for people hold: only who is offered an incident accepts it, and once', async () => {
  const offered = anOfferedIncident();
  const own = anIncident({ party: 'microsoft', queue: 'microsoft/operations', informed: 'customer/devices' });
  await keepIncidents(api.store, [offered, own]);
  expect(await withKey('POST', `${own.id}/resolve`, {})).toMatchObject({
    status: 403,
    json: { type: 'urn:demarc:problem:not-owner' },
  });
  const once = { 'idempotency-key': 'accept-1' };
  const accepted = await withKey('POST', `${offered.id}/accept`, {}, once);
  expect(accepted).toMatchObject({ status: 200, json: { incident: { queue: 'customer/security' } } });
  expect((await withKey('POST', `${offered.id}/accept`, {}, once)).json).toEqual(accepted.json);
  expect(await withKey('POST', `${offered.id}/accept`, {})).toMatchObject({ status: 409 });
  expect(await withKey('POST', `${offered.id}/refuse`, {})).toMatchObject({ status: 422 });
  expect(await withKey('POST', `${offered.id}/comment`, { text: 'x' }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
  });
});

it('only what is on the list can be done from outside', async () => {
  const incident = anIncident();
  await keepIncidents(api.store, [incident]);
  for (const command of ['offer', 'severity', 'merge', 'settle'])
    expect(await withKey('POST', `${incident.id}/${command}`, {})).toMatchObject({ status: 404 });
});

it('a key may ask sixty times a minute, and another one is not held back by it', async () => {
  for (let n = 0; n < 60; n += 1) expect((await withKey('GET', 'INC-00000-00000')).status).toBe(404);
  const { status, headers, json } = await withKey('GET', 'INC-00000-00000');
  expect(status).toBe(429);
  expect(headers.get('ratelimit-policy')).toBe('"respond";q=60;w=60');
  expect(headers.get('ratelimit')).toMatch(/^"respond";r=0;t=\d+$/);
  expect(json).toMatchObject({ type: 'urn:demarc:problem:too-many-requests' });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
  key = (await addKey('contoso')).json.key;
  expect((await withKey('GET', 'INC-00000-00000')).status).toBe(404);
});
