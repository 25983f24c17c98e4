import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DirectoryPoke, POKES, contactList, deviceImportReport, devicePage, tenantView } from '@demarc/contracts';
import { connectBus } from '@demarc/runtime';
import { changedDevices, loadTenants } from '@demarc/store';
import { testIssuer } from '../../../../test/harness/people.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
}, 60_000);
afterAll(() => api.stop());

const CSV = { 'content-type': 'text/csv' };
const entraId = (n: number) => `0f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c${String(n).padStart(4, '0')}`;
const importFile = (what: string, body: string, tenant = 'contoso') =>
  api.ask('PUT', `/v1/tenants/${tenant}/directory/${what}`, { body, headers: CSV });

describe('devices', () => {
  const file = (name: string) =>
    `entra_device_id,name,enrolled_from\n${entraId(1)},${name},2021-01-01\n${entraId(2)},PC-2,`;

  test('are imported once; the same file again changes none, but is a newer inventory', async () => {
    const first = deviceImportReport.parse((await importFile('devices', file('PC-1'))).json);
    expect(first).toMatchObject({ added: 2, changed: 0, unchanged: 0, revision: 1, coverage: 'complete' });
    const again = deviceImportReport.parse((await importFile('devices', file('PC-1'))).json);
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2, revision: 2 });
    expect(again.asOf >= first.asOf).toBe(true);
  });

  test('that changed are what a follower reads, and it is poked', async () => {
    const bus = await connectBus(api.servers.natsUrl, 'test');
    const poke = new Promise<DirectoryPoke>((resolve) => {
      bus.subscribe(POKES.directoryOf('contoso'), { max: 1, callback: (_, message) => resolve(message.json()) });
    });
    await bus.flush();
    expect((await importFile('devices', file('PC-1-NEW'))).json).toMatchObject({
      changed: 1,
      unchanged: 1,
      revision: 3,
    });
    expect(await poke).toEqual({ tenant: 'contoso', revision: 3 });
    await bus.close();
    expect(await loadTenants(api.store)).toMatchObject([{ directory: { revision: 3, coverage: 'complete' } }]);
    const changed = (after: number, limit: number, last?: string) =>
      changedDevices(api.store, 'contoso', { after, upTo: 3 }, limit, last);
    expect((await changed(2, 10)).map(({ entraId: id }) => id)).toEqual([entraId(1)]);
    const [first] = await changed(0, 1);
    expect(await changed(0, 10, first!.id)).toHaveLength(1);
    const [{ kept }] = await api.store.query('select count(*)::int as kept from devices');
    expect(kept).toBe(3);
  });

  test('a file with mistakes leaves everything as it was', async () => {
    const answer = await importFile(
      'devices',
      `entra_device_id,enrolled_from\n${entraId(3)},2022-01-01\nnonsense,soon`,
    );
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toMatchObject([
      { line: 3, field: 'entra_device_id' },
      { line: 3, field: 'enrolled_from' },
    ]);
    expect((await api.ask('GET', '/v1/tenants/contoso/directory/devices')).json.items).toHaveLength(2);
  });

  test('a Defender id of another device is refused, also when the directory holds it', async () => {
    await importFile('devices', `entra_device_id,defender_ids\n${entraId(4)},AAA`);
    const answer = await importFile('devices', `entra_device_id,defender_ids\n${entraId(5)},aaa`);
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ line: 2, field: 'defender_ids' }] } });
  });

  test('are found by the beginning of a name or id, page by page', async () => {
    const { json } = await api.ask('GET', '/v1/tenants/contoso/directory/devices?q=pc-&limit=1');
    const page = devicePage.parse(json);
    expect(page.items).toHaveLength(1);
    const rest = await api.ask('GET', `/v1/tenants/contoso/directory/devices?q=pc-&cursor=${page.next}`);
    expect(devicePage.parse(rest.json)).toMatchObject({ items: [{ entraId: entraId(2) }], next: null });
  });

  test('two files at once are taken one after the other', async () => {
    const answers = await Promise.all(
      [6, 6, 7].map((n) => importFile('devices', `entra_device_id,ring\n${entraId(n)},Test`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.reduce((sum, { json }) => sum + json.added, 0)).toBe(2);
  });
});

describe('a preview', () => {
  const preview = (what: string, body: string, asking = {}) =>
    api.ask('POST', `/v1/tenants/contoso/directory/${what}/preview`, { body, headers: CSV, ...asking });
  const kept = () =>
    api.store.query(
      `select (select count(*)::int from devices) as devices, (select count(*)::int from contacts) as contacts,
         (select count(*)::int from audit_entries) as notes, (select max(directory_revision) from tenants) as revision`,
    );

  test('says line by line what a file of devices would change, and changes nothing', async () => {
    await importFile('devices', `entra_device_id,name,ring\n${entraId(20)},PC-20,Fast`);
    const before = await kept();
    const file = `entra_device_id,name,ring\n${entraId(20)},PC-20,Broad\n${entraId(21)},PC-21,\n`;
    const { json } = await preview('devices', file);
    expect(json).toMatchObject({ added: 1, changed: 1, unchanged: 0, coverage: 'complete' });
    expect(json.changes).toMatchObject([
      { line: 2, before: { rings: [{ value: 'Fast' }] }, after: { rings: [{ value: 'Fast' }, { value: 'Broad' }] } },
      { line: 3, before: null, after: { names: [{ value: 'PC-21' }] } },
    ]);
    expect(await kept()).toEqual(before);
    expect((await importFile('devices', file)).json).toMatchObject({ added: 1, changed: 1, unchanged: 0 });
    expect((await preview('devices', file)).json).toMatchObject({ changed: 0, unchanged: 2, changes: [] });
  });

  test('of contacts shows no secret', async () => {
    const secret = `whsec_${'A'.repeat(32)}`;
    const before = await kept();
    const { json, text } = await preview(
      'contacts',
      `area,kind,name,webhook_url,webhook_secret\nother,group,Preview,https://hooks.example/x?key=k,${secret}`,
    );
    expect(json).toMatchObject({ added: 1, changes: [{ line: 2, before: null, after: { name: 'Preview' } }] });
    expect(text).not.toMatch(/A{32}|key=k/);
    expect(await kept()).toEqual(before);
  });

  test('is refused for what the import would be refused for', async () => {
    const file = 'entra_device_id,enrolled_from\nnonsense,soon';
    expect((await preview('devices', file)).json.errors).toEqual((await importFile('devices', file)).json.errors);
    const contacts = 'area,kind,name\nnowhere,group,x';
    expect(await preview('contacts', contacts)).toMatchObject({ status: 422, json: { errors: [{ line: 2 }] } });
    const other = { headers: { ...CSV, as: 'customer:fabrikam/finn' } };
    expect((await preview('devices', file, other)).status).toBe(404);
  });
});

describe('an inventory', () => {
  const importAt = (query: string) =>
    api.ask('PUT', `/v1/tenants/contoso/directory/devices?${query}`, {
      body: `entra_device_id\n${entraId(8)}`,
      headers: CSV,
    });
  const contoso = async () => tenantView.parse((await api.ask('GET', '/v1/tenants')).json.items[0]);

  test('says when it was read and whether it shows all devices', async () => {
    const { directoryAsOf } = await contoso();
    const { json } = await importAt(`coverage=partial&asOf=${directoryAsOf}`);
    expect(json).toMatchObject({ coverage: 'partial', asOf: directoryAsOf });
    expect(await contoso()).toMatchObject({ directoryAsOf: json.asOf, directoryCoverage: 'partial' });
    await importAt('');
    expect(await contoso()).toMatchObject({ directoryCoverage: 'complete', directoryLoaded: true });
  });

  test.each(['asOf=2199-01-01T00:00:00Z', 'asOf=yesterday', 'coverage=some', 'asof=2026-11-22T02:00:00Z'])(
    'is refused with %s',
    async (query) => {
      expect(await importAt(query)).toMatchObject({ status: 400, json: { errors: [expect.anything()] } });
    },
  );

  test('that was read before the last one is refused, with both times and what to do', async () => {
    const before = await contoso();
    const answer = await importAt('asOf=2020-11-22T02:00:00Z');
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ field: 'asOf' }] } });
    expect(answer.json.detail).toContain('read at 2020-11-22T02:00:00Z');
    expect(answer.json.detail).toContain(`read at ${before.directoryAsOf}`);
    expect(answer.json.detail).toContain('ring_from');
    expect(await contoso()).toEqual(before);
    expect((await importAt(`asOf=${before.directoryAsOf}`)).status).toBe(200);
  });

  test('counts for as long as the tenant says', async () => {
    expect(await contoso()).toMatchObject({ directoryFreshHours: 24 });
    const before = await contoso();
    const { json } = await api.ask('POST', '/v1/tenants', { json: { tenant: 'contoso', directoryFreshHours: null } });
    expect(json).toEqual({ ...before, directoryFreshHours: null, directoryRevision: before.directoryRevision + 1 });
  });
});

describe('contacts', () => {
  const file = 'area,name,email,webhook_url\nsecurity,Ada,ada@contoso.example,https://hook.example/a\n';

  test('a webhook without a secret gets one, is told it once, and keeps it', async () => {
    const first = await importFile('contacts', file);
    expect(first.json).toMatchObject({ added: 1, generatedSecrets: [{ area: 'security', name: 'Ada' }] });
    expect(first.json.generatedSecrets[0].secret).toMatch(/^whsec_/);
    expect((await importFile('contacts', file)).json).toMatchObject({ unchanged: 1, generatedSecrets: [] });
    const shown = contactList.parse((await api.ask('GET', '/v1/tenants/contoso/directory/contacts')).json);
    expect(JSON.stringify(shown)).not.toContain(first.json.generatedSecrets[0].secret);
    expect(shown.items[0]!.channels).toHaveLength(2);
  });

  test('the address of a room is a secret, and shown masked', async () => {
    const rooms = 'https://x.logic.azure.com/workflows/1?sig=abcd,https://hooks.slack.com/services/T/B/wxyz';
    const csv = `area,name,teams_url,slack_url\nother,Rooms,${rooms}\n`;
    expect((await importFile('contacts', csv)).json).toMatchObject({ added: 1 });
    expect((await importFile('contacts', csv)).json).toMatchObject({ unchanged: 1 });
    const shown = contactList.parse((await api.ask('GET', '/v1/tenants/contoso/directory/contacts')).json);
    expect(shown.items.find(({ name }) => name === 'Rooms')!.channels).toEqual([
      { type: 'teams', url: 'https://x.logic.azure.com/***abcd' },
      { type: 'slack', url: 'https://hooks.slack.com/***wxyz' },
    ]);
    const wrong = await importFile('contacts', 'area,name,teams_url\nother,Rooms,teams\n');
    expect(wrong.json.errors).toMatchObject([{ line: 2, field: 'teams_url' }]);
  });

  test("the provider's own are kept under its reserved tenant, which has no devices", async () => {
    expect(
      (await importFile('contacts', 'area,name,email\noperations,Ops,ops@provider.example', 'microsoft')).json.added,
    ).toBe(1);
    expect((await importFile('devices', 'serial\nS1', 'microsoft')).status).toBe(422);
    expect((await api.ask('GET', '/v1/tenants')).json.items.map(({ tenant }: { tenant: string }) => tenant)).toEqual([
      'contoso',
    ]);
  });
});

describe('without a security role', () => {
  const of = (area: string) => `area,kind,name,email\n${area},person,Kim ${area},kim@contoso.example\n`;
  const schedule = {
    timeZone: 'Europe/Amsterdam',
    rotation: { every: 'week', handoverAt: '09:00', startsOn: '2026-01-05', members: ['Kim'] },
  };
  const people = [
    ['an operator', { name: 'omar', roles: ['mmd-operations'] }],
    ['an admin', { name: 'bo', roles: [], tenant: 'contoso', overruling: { blind: 'admin' } }],
  ] as const;

  test.each(people)('%s keeps no contact and no schedule for security, and is told so', async (_who, person) => {
    const authorization = `Bearer ${await (await testIssuer()).tokenOf(person)}`;
    const put = (path: string, asking: object, method = 'PUT', type = 'text/csv') =>
      api.ask(method, `/v1/tenants/contoso/${path}`, { headers: { authorization, 'content-type': type }, ...asking });
    const asked = [
      await put('directory/contacts', { body: of('security') }),
      await put('directory/contacts', { body: of(' Security') }),
      await put('directory/contacts/preview', { body: of('security') }, 'POST'),
      await put('schedules/security', { json: schedule }, 'PUT', 'application/json'),
      await put('schedules/security', {}, 'DELETE'),
    ];
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    for (const { json } of asked) expect(json.detail).toContain('somebody who sees security');
    expect((await put('directory/contacts', { body: of('other') })).status).toBe(200);
    expect((await put('schedules/other', { json: schedule }, 'PUT', 'application/json')).status).toBe(200);
  });
});
