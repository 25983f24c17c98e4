import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { ROUTES, SESSION_COOKIE, meBody } from '@demarc/contracts';
import { PERMISSIONS, ROLES, ROLE_FACTS } from '@demarc/domain';
import { SignJWT, generateKeyPair } from 'jose';
import { testIssuer } from '../../../../test/harness/people.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
}, 60_000);
afterAll(() => api.stop());

const me = (headers: Record<string, string>) => api.ask('GET', ROUTES.me.path, { headers });
const bearer = async (person: Parameters<Awaited<ReturnType<typeof testIssuer>>['tokenOf']>[0]) => ({
  authorization: `Bearer ${await (await testIssuer()).tokenOf(person)}`,
});

describe('an access token', () => {
  test.each(ROLES)('of a %s says who they are and what they may do', async (role) => {
    const customers = ROLE_FACTS[role].party === 'customer';
    const { status, json } = await me(
      await bearer({ name: 'kim', roles: [role], ...(customers && { tenant: 'contoso' }) }),
    );
    expect(status).toBe(200);
    const known = meBody.parse(json);
    expect(known).toMatchObject({ name: 'kim', party: ROLE_FACTS[role].party });
    expect(known.permissions['see-incidents']?.tenants).toEqual(customers ? ['contoso'] : 'all');
  });

  test.each([
    ['that has expired', { exp: 1 }],
    ['for another audience', { aud: 'other-api' }],
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['not valid yet', { nbf: 4_000_000_000 }],
  ])('%s is refused', async (_what, claims) => {
    const { url } = await testIssuer();
    const issued = await (await testIssuer()).tokenOf({ name: 'kim', roles: ['auditor'], overruling: claims });
    expect(url).toMatch(/^http/);
    const { status, headers } = await me({ authorization: `Bearer ${issued}` });
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
  });

  it('that somebody else signed, or nobody, is refused', async () => {
    const { url } = await testIssuer();
    const { privateKey } = await generateKeyPair('ES256');
    const claims = { iss: url, aud: 'demarc-api', sub: 'eve', roles: ['soc-lead'], exp: 4_000_000_000 };
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'test' }).sign(privateKey);
    const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
    const unsigned = `${part({ alg: 'none' })}.${part(claims)}.`;
    const shared = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'test' })
      .sign(Buffer.alloc(32, 1));
    for (const token of [forged, unsigned, shared, 'x.y.z', 'nonsense'])
      expect((await me({ authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it('of somebody without a role, or of both parties, is refused by name', async () => {
    const nobody = await me(await bearer({ name: 'kim', roles: [] }));
    expect([nobody.status, nobody.json.detail]).toEqual([403, expect.stringContaining('kim signed in')]);
    const both = await me(await bearer({ name: 'kim', roles: ['auditor', 'customer-ops'], tenant: 'contoso' }));
    expect([both.status, both.json.detail]).toEqual([403, expect.stringContaining('both parties')]);
  });
});

describe('whoever may not is refused, and whose tenant it is not learns nothing', () => {
  const at = (path: string) => path.replace(':tenant', 'fabrikam');
  test.each([
    [ROUTES.listDevices.path, 'customer/dana'],
    [ROUTES.listContacts.path, 'customer/dana'],
    [ROUTES.listKeys.path, 'customer/dana'],
    [ROUTES.listAdoptions.path, 'customer/dana'],
    [ROUTES.readServiceLevels.path, 'customer/dana'],
  ])('%s of another tenant', async (path, as) => {
    const foreign = await api.ask('GET', at(path), { headers: { as } });
    const none = await api.ask('GET', path.replace(':tenant', 'no-such-one'), { headers: { as } });
    expect([foreign.status, none.status]).toEqual([404, 404]);
    expect(foreign.text.replaceAll('fabrikam', 'X')).toBe(none.text.replaceAll('no-such-one', 'X'));
  });

  it('a filter for another tenant is the same', async () => {
    const answer = await api.ask('GET', '/v1/incidents?tenant=fabrikam', { headers: { as: 'customer/dana' } });
    expect(answer.status).toBe(404);
  });

  it('a customer makes no tenant, adopts no policy, and sees no status of the whole', async () => {
    const headers = { as: 'customer/dana' };
    const json = { tenant: 'mine', name: 'Mine' };
    expect((await api.ask('POST', ROUTES.putTenant.path, { json, headers })).status).toBe(403);
    expect((await api.ask('GET', ROUTES.status.path, { headers })).status).toBe(403);
    expect((await api.ask('GET', ROUTES.metrics.path, { headers })).status).toBe(403);
  });

  it('settling a dispute is refused in bulk as at its own door', async () => {
    const json = { command: 'settle', body: { to: 'customer/devices', note: 'x' }, items: [] };
    const headers = { as: 'customer/dana' };
    expect((await api.ask('POST', ROUTES.bulk.path, { json, headers })).status).not.toBe(200);
  });
});

describe('an api key', () => {
  const add = async (tenant: string, purpose: string) => {
    const json = { name: `${tenant} ${purpose}`, purpose };
    const { json: made } = await api.ask('POST', ROUTES.addKey.path.replace(':tenant', tenant), { json });
    return { authorization: `Bearer ${made.key}` };
  };
  const ALERT = { title: 'x', area: 'printing' };

  it('publishes for its tenant and reads nothing', async () => {
    const headers = await add('contoso', 'publish');
    const send = (tenant: string) =>
      api.ask('POST', `/v1/tenants/${tenant}/hooks/incident`, { json: { id: 'k-1', ...ALERT }, headers });
    expect((await send('contoso')).status).toBe(202);
    expect((await send('fabrikam')).status).toBe(404);
    expect((await api.ask('GET', '/v1/incidents', { headers })).status).toBe(403);
  });

  it('reads and changes nothing', async () => {
    const headers = await add('contoso', 'read');
    expect((await api.ask('GET', '/v1/incidents', { headers })).status).toBe(200);
    expect((await api.ask('GET', '/v1/incidents?tenant=fabrikam', { headers })).status).toBe(404);
    const made = await api.ask('POST', ROUTES.addKey.path.replace(':tenant', 'contoso'), {
      json: { name: 'n' },
      headers,
    });
    expect(made.status).toBe(403);
  });

  it("of the provider reads the metrics, and the provider's keys are not for customers", async () => {
    const headers = await add('microsoft', 'read');
    expect((await api.ask('GET', ROUTES.metrics.path, { headers })).status).toBe(200);
    const path = ROUTES.addKey.path.replace(':tenant', 'microsoft');
    expect((await api.ask('POST', path, { json: { name: 'n' }, headers: { as: 'customer/dana' } })).status).toBe(404);
  });

  it("that answers in a customer's name is made by the customer's own admin alone", async () => {
    const path = ROUTES.addKey.path.replace(':tenant', 'contoso');
    const json = { name: 'itsm', purpose: 'respond' };
    for (const role of ['soc-lead', 'mmd-operations', 'service-manager'] as const) {
      const refused = await api.ask('POST', path, { json, headers: await bearer({ name: role, roles: [role] }) });
      expect([role, refused.status, refused.json.detail]).toEqual([role, 403, expect.stringContaining('own admins')]);
    }
    const admin = await bearer({ name: 'dana', roles: ['customer-admin'], tenant: 'contoso' });
    expect((await api.ask('POST', path, { json, headers: admin })).status).toBe(201);
    // The provider's own answer for the provider.
    const own = ROUTES.addKey.path.replace(':tenant', 'microsoft');
    expect((await api.ask('POST', own, { json })).status).toBe(201);
  });

  it('made by somebody who sees no security sees none', async () => {
    const operations = await bearer({ name: 'omar', roles: ['mmd-operations'] });
    const path = ROUTES.addKey.path.replace(':tenant', 'contoso');
    const { json } = await api.ask('POST', path, { json: { name: 'ops', purpose: 'read' }, headers: operations });
    expect(json).toMatchObject({ seesSecurity: false });
  });
});

describe('a session of a browser', () => {
  it('is none of ours when we did not seal it', async () => {
    const answer = await me({ as: '', cookie: `${SESSION_COOKIE}=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c` });
    expect([answer.status, answer.json.detail]).toEqual([401, expect.stringContaining('has ended')]);
  });

  it('begins at the provider and comes back to where it began', async () => {
    const begun = await fetch(`${api.service.url}/auth/sign-in?to=/queue`, { redirect: 'manual' });
    const to = new URL(begun.headers.get('location')!);
    expect([begun.status, to.searchParams.get('code_challenge_method')]).toEqual([302, 'S256']);
    const cookie = begun.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const elsewhere = await fetch(`${api.service.url}/auth/sign-in?to=//evil.example`, { redirect: 'manual' });
    expect(elsewhere.status).toBe(400);
    const unbegun = await fetch(`${api.service.url}/auth/callback?code=x&state=y`, { redirect: 'manual' });
    expect(unbegun.status).toBe(401);
  });
});

it('every permission is asked for by some door', () => {
  const asked = new Set<string>(Object.values(ROUTES).map(({ allows }) => allows));
  expect(PERMISSIONS.filter((permission) => !asked.has(permission))).toEqual([]);
});
