import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROBLEM_MEDIA_TYPE, ROUTES, problem } from '@demarc/contracts';
import { type TestApi, startTestApi } from '../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
}, 60_000);
afterAll(() => api.stop());

/** What a browser comes to: the page, and whatever address of it somebody kept. */
const OF_THE_CONSOLE = ['GET /', 'GET /*'];

test('every route of the table is mounted, and nothing else but the console', () => {
  const table = Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`);
  expect(mountedRoutes(api.service.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }))).toEqual(
    [...table, ...OF_THE_CONSOLE].toSorted(),
  );
});

test('the description is served', async () => {
  const { status, json } = await api.ask('GET', '/openapi.json');
  expect(status).toBe(200);
  expect(json).toMatchObject({ openapi: '3.1.0', info: { version: expect.any(String) } });
  expect((await api.ask('GET', '/v1/schemas/incident.json')).json).toMatchObject({ type: 'object' });
});

describe('whatever goes wrong is a problem document', () => {
  const cases: [string, string, string, Parameters<TestApi['ask']>[2], number][] = [
    ['no such route', 'GET', '/v2', {}, 404],
    ['no such method', 'DELETE', '/v1/tenants', {}, 404],
    ['an address that cannot be decoded', 'GET', '/%ff', {}, 400],
    [
      'JSON that is cut off',
      'POST',
      '/v1/tenants',
      { body: '{"tenant":', headers: { 'content-type': 'application/json' } },
      400,
    ],
    [
      'a form',
      'POST',
      '/v1/tenants',
      { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
    ],
    ['no body', 'POST', '/v1/tenants', {}, 422],
    ['a body that is too large', 'POST', '/v1/tenants', { json: { name: 'x'.repeat(300_000) } }, 413],
    ['a parameter that is not known', 'GET', '/v1/incidents?quue=customer/devices', {}, 400],
    ['a parameter with NUL', 'GET', '/v1/incidents?q=%00', {}, 400],
    ['a cursor of another list', 'GET', '/v1/incidents?cursor=WyJ0aW1lbGluZSIsIjMiXQ', {}, 400],
    ['a reserved tenant', 'POST', '/v1/tenants', { json: { tenant: 'microsoft', name: 'M' } }, 422],
  ];
  test.each(cases)('%s', async (_name, method, path, asking, status) => {
    const answer = await api.ask(method, path, asking);
    expect(answer.headers.get('content-type')).toContain(PROBLEM_MEDIA_TYPE);
    expect(problem.parse(answer.json)).toMatchObject({ status, instance: path.split('?')[0] });
    expect(answer.status).toBe(status);
  });
});

test('a tenant can be said twice', async () => {
  const json = { tenant: 'contoso', name: 'Contoso' };
  expect((await api.ask('POST', '/v1/tenants', { json })).status).toBe(201);
  expect((await api.ask('POST', '/v1/tenants', { json })).status).toBe(200);
  expect((await api.ask('GET', '/v1/tenants')).json.items).toHaveLength(1);
});

/** From Fastify's tree of routes: `├── /v1/tenants (GET, HEAD, POST)`. */
function mountedRoutes(tree: string): string[] {
  const parents: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n')) {
    const found = /^((?:[│ ] {3})*)[├└]── (\S*?)(?: \(([^)]+)\))?$/.exec(line);
    if (!found) continue;
    const depth = found[1]!.length / 4;
    parents.splice(depth, parents.length, (parents[depth - 1] ?? '') + found[2]!);
    for (const method of found[3]?.split(', ') ?? []) {
      if (method !== 'HEAD') routes.push(`${method} ${parents[depth]}`);
    }
  }
  return routes.toSorted();
}
