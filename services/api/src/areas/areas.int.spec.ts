import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DirectoryPoke, POKES, areaRulesView, unmatchedList } from '@demarc/contracts';
import { connectBus } from '@demarc/runtime';
import { loadTenants } from '@demarc/store';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  for (const tenant of ['contoso', 'fabrikam']) await createTenant(api, tenant);
}, 60_000);
afterAll(() => api.stop());

const PATH = '/v1/tenants/contoso/area-rules';
const SAP = { id: 'sap', area: 'line-of-business-app', words: ['sap'] };

describe("a tenant's area rules", () => {
  test('are replaced as a whole, kept, and followed by whoever reads events', async () => {
    const bus = await connectBus(api.servers.natsUrl, 'test');
    const poke = new Promise<DirectoryPoke>((resolve) => {
      bus.subscribe(POKES.directoryOf('contoso'), { max: 1, callback: (_, message) => resolve(message.json()) });
    });
    await bus.flush();
    const put = await api.ask('PUT', PATH, { json: [SAP] });
    expect(areaRulesView.parse(put.json)).toMatchObject({ tenant: 'contoso', own: [SAP] });
    expect(await poke).toEqual({ tenant: 'contoso', revision: 0 });
    await bus.close();
    expect(await loadTenants(api.store)).toMatchObject([{ areaRules: [SAP] }, { areaRules: [] }]);
    expect((await api.ask('GET', PATH)).json).toEqual(put.json);
    expect((await api.ask('GET', '/v1/tenants/fabrikam/area-rules')).json.own).toEqual([]);
  });

  test('come as YAML too', async () => {
    const body = '- id: vpn\n  area: vpn\n  equals: [tunnel]\n  in: ["label:team"]\n';
    const answer = await api.ask('PUT', PATH, { body, headers: { 'content-type': 'application/yaml' } });
    expect(answer.json.own).toEqual([{ id: 'vpn', area: 'vpn', equals: ['tunnel'], in: ['label:team'] }]);
  });

  test('with mistakes are refused with all of them, and the old ones stay', async () => {
    await api.ask('PUT', PATH, { json: [SAP] });
    const answer = await api.ask('PUT', PATH, {
      json: [
        { ...SAP, area: 'sap' },
        { id: 'sap', area: 'data' },
      ],
    });
    expect(answer).toMatchObject({
      status: 422,
      json: { errors: [{ field: '[0].area' }, { field: '[1]' }, { field: '[1].id' }] },
    });
    expect((await api.ask('GET', PATH)).json.own).toEqual([SAP]);
  });

  test('of nobody are refused', async () => {
    expect((await api.ask('PUT', '/v1/tenants/nobody/area-rules', { json: [] })).status).toBe(404);
    expect((await api.ask('GET', '/v1/tenants/nobody/area-rules')).status).toBe(404);
  });
});

describe('what no rule knew', () => {
  const open = (n: number, tenant: string, title: string, area: string, age: string) =>
    api.store.query(
      `insert into incidents (tenant_id, incident_id, reference, state, party, queue, severity, correlation_key, opened_at,
         last_activity_at, revision, document)
       values ($1, gen_random_uuid(), $2, 'new', 'customer', 'customer/other', 'C', $2, now() - $4::interval, now(), 1,
         jsonb_build_object('area', $5::text, 'source', 'zabbix', 'title', $3::text, 'eventCount', 2))`,
      [tenant, `INC-${n}`, title, age, area],
    );

  test('is listed with alike incidents together, the most frequent first', async () => {
    await open(1, 'contoso', 'Gadget 17 on PC-0815 is stuck', 'other', '2 days');
    await open(2, 'contoso', 'gadget 18 on PC-0816 is stuck!', 'other', '1 day');
    await open(3, 'fabrikam', 'Odd thing', 'other', '1 hour');
    await open(4, 'contoso', 'Gadget 19 is stuck', 'vpn', '1 hour');
    await open(5, 'contoso', 'Long ago', 'other', '40 days');
    const list = unmatchedList.parse((await api.ask('GET', '/v1/areas/unmatched')).json);
    expect(list).toMatchObject({ incidents: 3, isWhole: true });
    expect(list.items).toMatchObject([
      {
        tenant: 'contoso',
        source: 'zabbix',
        words: 'gadget on is stuck',
        incidents: 2,
        events: 4,
        example: { reference: 'INC-2', title: 'gadget 18 on PC-0816 is stuck!' },
      },
      { tenant: 'fabrikam', words: 'odd thing', incidents: 1 },
    ]);
  });

  test('is listed of one tenant and of as many days as asked for', async () => {
    const { json } = await api.ask('GET', '/v1/areas/unmatched?tenant=contoso&days=50');
    expect(json.items.map(({ words }: { words: string }) => words)).toEqual(['gadget on is stuck', 'long ago']);
    expect((await api.ask('GET', '/v1/areas/unmatched?days=0')).status).toBe(400);
    expect((await api.ask('GET', '/v1/areas/unmatched?tenant=nobody')).status).toBe(404);
  });
});
