import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RECORDED_AS, ROUTES, pathTo } from '@demarc/contracts';
import { type Asking, type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

type Noted = {
  [Name in keyof typeof RECORDED_AS]: (typeof RECORDED_AS)[Name] extends 'own' | 'timeline' | 'nothing' ? never : Name;
}[keyof typeof RECORDED_AS];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
}, 60_000);
afterAll(() => api.stop());

const BY = { as: 'microsoft/reader' };
const csv = (body: string): Asking => ({ body, headers: { 'content-type': 'text/csv' } });
const DEVICE = '0f2d1a4e-7c55-4a0e-9a7e-000000000001';

async function ask(name: keyof typeof RECORDED_AS, params: Record<string, string>, asking: Asking = {}, query = {}) {
  const route = ROUTES[name];
  const headers = { ...BY, ...asking.headers };
  const answer = await api.ask(route.method, pathTo(route, params, query), { ...asking, headers });
  expect({ name, status: answer.status, text: answer.status < 300 ? '' : answer.text }).toMatchObject({ text: '' });
  return answer.json;
}
const notes = () =>
  api.store.query('select tenant_id as tenant, actor, action, subject, change from audit_entries order by entry_id');
const T = { tenant: 'contoso' };

/** One way to do each. */
const WAYS: Partial<Record<Noted, () => Promise<unknown>>> = {
  putTenant: () => ask('putTenant', {}, { json: { tenant: 'contoso', name: 'Contoso Ltd' } }),
  importDevices: () => ask('importDevices', T, csv(`entra_device_id,os\n${DEVICE},Windows11`)),
  putAreaRules: () => ask('putAreaRules', T, { json: [] }),
  adoptPolicy: () => ask('adoptPolicy', T, { json: { version: '2023-07-13', holdsFrom: '2026-12-01T00:00:00Z' } }),
  putServiceLevels: () => ask('putServiceLevels', T, { json: {} }),
  putInhibitionRules: () => ask('putInhibitionRules', T, { json: { rules: [] } }),
  addKey: () => ask('addKey', T, { json: { name: 'itsm', purpose: 'read' } }),
};

it.each(Object.entries(WAYS))('%s is put on record with who did it, and marked to be sealed', async (name, way) => {
  const before = (await notes()).length;
  await way!();
  const [note, ...more] = (await notes()).slice(before);
  expect(more).toEqual([]);
  expect(note).toMatchObject({ actor: BY.as, action: RECORDED_AS[name as Noted] });
  expect([note.tenant, note.change.sha256]).toEqual(['contoso', expect.stringMatching(/^[\da-f]{64}$/)]);
  const [marked] = await api.store.query(
    `select count(*)::int as marks from audit_pending where mac is not null and names like '%' || (
       select entry_id from audit_entries order by entry_id desc limit 1) || '%'`,
  );
  expect(marked.marks).toBe(1);
});

it('what is refused is not on record', async () => {
  const before = await notes();
  const answers = [
    await api.ask('PUT', pathTo(ROUTES.importDevices, T), {
      ...csv(`entra_device_id,serial\n${DEVICE},A\n${DEVICE},B`),
      headers: { ...BY, 'content-type': 'text/csv' },
    }),
    await api.ask('DELETE', pathTo(ROUTES.endSilence, { id: DEVICE }), { headers: BY }),
    await api.ask('DELETE', pathTo(ROUTES.revokeKey, { ...T, id: DEVICE }), { headers: BY }),
    await api.ask('PUT', pathTo(ROUTES.putServiceLevels, T), {
      json: {},
      headers: { as: 'customer/dana' },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 404, 404, 403]);
  expect(await notes()).toEqual(before);
});

it('no secret of a contact is on record', async () => {
  const body =
    'area,kind,name,webhook_url,webhook_secret\nsecurity,group,SOC,https://hooks.example/one,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  await ask('importContacts', T, csv(body));
  const [note] = (await notes()).slice(-1);
  expect([note.action, JSON.stringify(note).includes('whsec_')]).toEqual(['contacts.imported', false]);
});

it('what a customer asks about another one does nothing, and is on their own record', async () => {
  const before = (await notes()).length;
  for (const tenant of ['fabrikam', 'no-such-one']) {
    const { status, json } = await api.ask('POST', ROUTES.redrive.path, {
      json: { tenant },
      headers: { as: 'customer/dana' },
    });
    expect([status, json.redriven]).toEqual([200, 0]);
  }
  expect((await notes()).slice(before).map(({ tenant }: { tenant: string }) => tenant)).toEqual(['contoso', 'contoso']);
});
