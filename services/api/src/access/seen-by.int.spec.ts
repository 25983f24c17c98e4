import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { ROUTES } from '@demarc/contracts';
import type { Incident } from '@demarc/domain';
import { testIssuer } from '../../../../test/harness/people.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { anIncident, keepIncidents, minute } from '../../fixtures/an-incident.js';

const DANA = { as: 'customer/dana' };
const ALEX = { as: 'microsoft/alex' };
/** How long it has been held is more at each look. */
const SO_FAR = /"(\w+Minutes|asOf|until)":[^,}]+/g;

const shared = anIncident({ openedAt: minute(1), severity: 'A' });
const internal = anIncident({ openedAt: minute(2), party: 'microsoft', queue: 'microsoft/operations', internal: true });
const security = anIncident({ openedAt: minute(3), kind: 'security', queue: 'customer/security', area: 'endpoint' });
const foreign = anIncident({ openedAt: minute(4), tenant: 'fabrikam' });
const whispered = anIncident({ openedAt: minute(5) });
const ALL: readonly Incident[] = [shared, internal, security, foreign, whispered];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  for (const tenant of ['contoso', 'fabrikam']) await createTenant(api, tenant);
  await keepIncidents(api.store, ALL);
  const say = (as: string, text: string, visibility: string) =>
    api.ask('POST', `/v1/incidents/${shared.id}/comment`, { headers: { as }, json: { text, visibility } });
  await say('microsoft/alex', 'among Microsoft', 'own-party');
  await say('microsoft/alex', 'to both', 'both');
}, 60_000);
afterAll(() => api.stop());

async function heard(path: string, headers: Record<string, string>) {
  const { status, text } = await api.ask('GET', path, { headers });
  return { status, text: text.replace(SO_FAR, '') };
}
const seenBy = (path: string, tenant = 'contoso') => `${path}${path.includes('?') ? '&' : '?'}seenBy=${tenant}`;
const titles = async (headers: Record<string, string>, query = '') =>
  ((await api.ask('GET', `/v1/incidents?sort=openedAt${query}`, { headers })).json.items as { id: string }[]).map(
    ({ id }) => ALL.findIndex((one) => one.id === id),
  );

describe("what a customer's people are sent, the provider is sent for the asking, byte for byte", () => {
  test.each([
    '/v1/queues',
    '/v1/queues?tenant=contoso',
    '/v1/incidents',
    '/v1/incidents?sort=severity&limit=1',
    '/v1/incidents?tenant=contoso&kind=security',
    `/v1/incidents/${shared.id}`,
    `/v1/incidents/${shared.reference}/timeline`,
    `/v1/incidents/${shared.id}/events`,
    `/v1/incidents/${shared.id}/notices`,
    `/v1/incidents/${shared.id}/joint`,
    `/v1/incidents/${security.id}`,
    '/v1/notices',
  ])('%s', async (path) => {
    const [theirs, seen] = [await heard(path, DANA), await heard(seenBy(path), ALEX)];
    expect(seen).toEqual(theirs);
    expect(theirs.status).toBe(200);
  });

  test.each([
    ['what is among Microsoft', `/v1/incidents/${internal.id}`],
    ['what is among Microsoft, and its timeline', `/v1/incidents/${internal.reference}/timeline`],
    ['what is of another customer', `/v1/incidents/${foreign.id}`],
    ['another customer by its name', '/v1/incidents?tenant=fabrikam'],
  ])('%s is not there for either', async (_what, path) => {
    const [theirs, seen] = [await heard(path, DANA), await heard(seenBy(path), ALEX)];
    expect(seen.text.replace('&seenBy=contoso', '').replace('?seenBy=contoso', '')).toBe(theirs.text);
    expect([theirs.status, seen.status]).toEqual([404, 404]);
    expect((await heard(path, ALEX)).status).toBe(200);
  });

  it('and that is another answer than their own', async () => {
    expect(await titles(ALEX)).toEqual([0, 1, 2, 3, 4]);
    expect(await titles(ALEX, '&seenBy=contoso')).toEqual([0, 2, 4]);
    expect(await titles(ALEX, '&seenBy=fabrikam')).toEqual([3]);
    const timeline = `/v1/incidents/${shared.id}/timeline`;
    expect((await heard(timeline, ALEX)).text).toContain('among Microsoft');
    expect((await heard(seenBy(timeline), ALEX)).text).not.toContain('among Microsoft');
  });
});

it('tells nobody what a customer says among its own', async () => {
  await api.ask('POST', `/v1/incidents/${whispered.id}/comment`, { headers: DANA, json: { text: 'among Contoso' } });
  for (const path of ['', '/timeline', '/joint'].map((part) => `/v1/incidents/${whispered.id}${part}`)) {
    expect((await heard(path, DANA)).text).toContain('among Contoso');
    expect((await heard(seenBy(path), ALEX)).text).not.toContain('among Contoso');
  }
});

it('shows nobody more than they see themselves: who sees no security sees none of it', async () => {
  const path = ROUTES.addKey.path.replace(':tenant', 'microsoft');
  const omar = await (await testIssuer()).tokenOf({ name: 'omar', roles: ['mmd-operations'] });
  const blind = { authorization: `Bearer ${omar}` };
  expect(await titles(blind, '&seenBy=contoso')).toEqual([0, 4]);
  expect((await heard(seenBy(`/v1/incidents/${security.id}`), blind)).status).toBe(404);
  const { json } = await api.ask('POST', path, { json: { name: 'ops', purpose: 'read' }, headers: blind });
  expect(await titles({ authorization: `Bearer ${json.key}` }, '&seenBy=contoso')).toEqual([0, 4]);
});

it('is not for customers, in the same words for every tenant that they name', async () => {
  const refused = async (tenant: string) => {
    const { status, json } = await api.ask('GET', seenBy('/v1/incidents', tenant), { headers: DANA });
    return { status, type: json.type, detail: json.detail };
  };
  const [own, other, none] = [await refused('contoso'), await refused('fabrikam'), await refused('no-such-one')];
  expect(own).toMatchObject({ status: 403, type: 'urn:demarc:problem:not-allowed' });
  expect(own.detail).toMatch(/customer\/dana is a customer's and sees what customers see already: leave seenBy out/);
  expect([other, none]).toEqual([own, own]);
});

it('of nobody, of the provider, or written wrongly, is refused rather than left out', async () => {
  const at = async (path: string) => (await heard(path, ALEX)).status;
  expect(await at(seenBy('/v1/incidents', 'no-such-one'))).toBe(404);
  expect(await at(seenBy('/v1/incidents', 'microsoft'))).toBe(404);
  expect(await at(seenBy('/v1/incidents?view=mine'))).toBe(400);
  for (const path of [`/v1/incidents/${shared.id}`, `/v1/incidents/${shared.id}/joint`])
    for (const query of ['seenby=contoso', 'seenBy=', 'seenBy=a&seenBy=b'])
      expect(await at(`${path}?${query}`)).toBe(400);
});
