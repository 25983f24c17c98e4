import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningService, readConfig } from '@demarc/runtime';
import { signedIn } from '../../../../test/harness/people.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { apiConfig } from '../config.js';
import { startApi } from '../start-api.js';

const MOST = 5;
const WRONG_KEY = `dmk_${'0'.repeat(32)}_${'a'.repeat(43)}`;

let api: TestApi;
let another: RunningService;
beforeAll(async () => {
  api = await startTestApi({ DEMARC_REFUSALS_PER_ADDRESS: String(MOST), DEMARC_TRUSTED_PROXIES: '127.0.0.1' });
  another = await startApi(readConfig(apiConfig, api.env));
  await createTenant(api, 'contoso');
}, 60_000);
afterAll(async () => {
  await another?.stop();
  await api?.stop();
});

/** Through a proxy that is trusted, which says from where. */
const from = (address: string, at: string, headers: Record<string, string> = {}) =>
  fetch(at, { redirect: 'manual', headers: { 'x-forwarded-for': address, ...headers } });
const statusesOf = async (times: number, ask: () => Promise<Response>): Promise<number[]> => {
  const seen: number[] = [];
  for (let at = 0; at < times; at += 1) seen.push((await ask()).status);
  return seen;
};

it('two apis share what a key may ask, and both say when it is spent', async () => {
  const made = await api.ask('POST', '/v1/tenants/contoso/keys', {
    json: { name: 'itsm', purpose: 'respond' },
    headers: { as: 'customer/dana' },
  });
  const headers = { authorization: `Bearer ${made.json.key}` };
  const ask = (service: RunningService) => fetch(`${service.url}/v1/respond/INC-00000-00000`, { headers });
  const answers = await Promise.all(Array.from({ length: 70 }, (_, at) => ask(at % 2 === 0 ? api.service : another)));
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(60);
  for (const service of [api.service, another]) {
    const refused = await ask(service);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toBe(`"respond";r=0;t=${refused.headers.get('retry-after')}`);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('60 times a minute') });
  }
});

it('who guesses keys has to wait, by address, and whoever comes from elsewhere has not', async () => {
  const guess = () => from('192.0.2.1', `${api.service.url}/v1/queues`, { authorization: `Bearer ${WRONG_KEY}` });
  expect(await statusesOf(MOST + 2, guess)).toEqual([...Array.from({ length: MOST }, () => 401), 429, 429]);
  // Not even a good one is looked at now.
  const { authorization } = await signedIn();
  const good = await from('192.0.2.1', `${api.service.url}/v1/queues`, { authorization: authorization! });
  expect(good.status).toBe(429);
  const refused = await guess();
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const elsewhere = await from('192.0.2.2', `${api.service.url}/v1/queues`, { authorization: `Bearer ${WRONG_KEY}` });
  expect(elsewhere.status).toBe(401);
  expect((await from('192.0.2.1', `${api.service.url}/health/live`)).status).toBe(200);
});

it.each([
  ['a sign-in', '/auth/sign-in', 302],
  ['the link of a mail', '/answer/nothing', 404],
])('%s is begun only so often from an address', async (_, path, usual) => {
  const statuses = await statusesOf(MOST + 1, () => from(`198.51.100.${usual % 250}`, `${api.service.url}${path}`));
  expect(statuses.slice(0, MOST).every((status) => status !== 429)).toBe(true);
  expect(statuses.at(-1)).toBe(429);
});
