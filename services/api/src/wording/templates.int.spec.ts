import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { templateAnswer, templateList } from '@demarc/contracts';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
}, 60_000);
afterAll(() => api.stop());

const TEXT = 'Subject: Ours {{ incident.reference }}\n\n## What\n{{ incident.title }}\n';
const CUSTOMER = { as: 'customer/dana' };
const put = (tenant: string, more: object = {}, headers = CUSTOMER) =>
  api.ask('PUT', `/v1/tenants/${tenant}/templates`, {
    json: { kind: 'offer', language: 'fr', text: TEXT, ...more },
    headers,
  });
const ownOf = async (tenant: string) =>
  templateList
    .parse((await api.ask('GET', `/v1/tenants/${tenant}/templates`)).json)
    .items.filter(({ shipped }) => !shipped);

test('a template is tried, kept, written over and removed; what ships is listed behind it', async () => {
  const { template, sample } = templateAnswer.parse((await put('contoso')).json);
  expect(template).toMatchObject({ channel: null, shipped: false, changedBy: 'customer/dana' });
  expect(sample).toMatchObject({ subject: 'Ours INC-7K3Q9-X2M4P', language: 'fr' });
  await put('contoso', { channel: 'teams' });
  await put('contoso', { text: TEXT.replace('Ours', 'Again') });
  expect((await ownOf('contoso')).map(({ channel, text }) => [channel, text.slice(9, 14)])).toEqual([
    [null, 'Again'],
    ['teams', 'Ours '],
  ]);
  const remove = (query: string) =>
    api.ask('DELETE', `/v1/tenants/contoso/templates?kind=offer&language=fr${query}`, { headers: CUSTOMER });
  const left = templateList.parse((await remove('')).json);
  expect(left.items.filter(({ shipped }) => !shipped).map(({ channel }) => channel)).toEqual(['teams']);
  expect(left.items.filter(({ shipped }) => shipped)).toHaveLength(24);
  expect((await remove('')).status).toBe(404);
  expect((await remove('&channel=teams')).status).toBe(200);
});

test('a mistake changes nothing and is told with its line', async () => {
  const answer = await put('contoso', { text: 'Subject: x\n\n## y\n{% if %}' });
  expect(answer).toMatchObject({ status: 422, json: { errors: [{ field: 'text', line: 4 }] } });
  expect(await ownOf('contoso')).toEqual([]);
});

test.each([
  ['customers do not word what Microsoft’s people read', 'microsoft', CUSTOMER, 404],
  ['Microsoft does', 'microsoft', { as: 'microsoft/alex' }, 200],
  ['nobody words for a tenant that does not exist', 'nobody', CUSTOMER, 404],
  ['a writer has a name', 'contoso', { as: '' }, 401],
])('%s', async (_claim, tenant, headers, status) => {
  expect((await put(tenant, {}, headers)).status).toBe(status);
});
