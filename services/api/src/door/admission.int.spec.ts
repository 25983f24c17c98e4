import { request } from 'node:http';
import { subjectOf } from '@demarc/contracts';
import { connectBus, publisherOf } from '@demarc/runtime';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../../../test/harness/eventually.js';
import { signedIn } from '../../../../test/harness/people.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

const AT_ONCE = 4;

let api: TestApi;
const dawdling: { destroy(): void }[] = [];
beforeAll(async () => {
  const limits = { DEMARC_MOST_WAITING: '200', DEMARC_MOST_WAITING_OF_TENANT: '5' };
  api = await startTestApi({ DEMARC_API_AT_ONCE: String(AT_ONCE), ...limits });
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
}, 60_000);
afterAll(() => api.stop());
afterEach(async () => {
  for (const one of dawdling.splice(0)) one.destroy();
  await eventually('everybody to be let in again', async () => (await api.ask('GET', '/v1/queues')).status === 200);
});

const hook = (tenant: string) => `/v1/tenants/${tenant}/hooks/incident`;

/** A request whose body never ends: it is under way, if it was let in, until its client goes. */
async function dawdle(path: string): Promise<void> {
  const headers = await signedIn({ 'content-type': 'application/json' });
  const { port } = new URL(api.service.url);
  const one = request({ host: '127.0.0.1', port, path, method: 'POST', headers });
  one.on('error', () => undefined);
  one.write('{');
  dawdling.push(one);
}

const publish = (tenant: string, title: string) => api.ask('POST', hook(tenant), { json: { title } });
const shed = async (because: string) => {
  const { text } = await api.ask('GET', '/metrics');
  return Number(new RegExp(`demarc_http_shed_total\\{because="${because}"\\S* (\\d+)`).exec(text)?.[1] ?? 0);
};

test('who comes when as many are answered as can be is told when to come again, and operators get in', async () => {
  const refused = await eventually('a refusal', async () => {
    const answer = await api.ask('GET', '/v1/queues');
    if (answer.status === 503) return answer;
    await dawdle('/v1/incidents/bulk');
    return null;
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.json).toMatchObject({ type: 'urn:demarc:problem:unavailable', instance: '/v1/queues' });
  expect((await api.ask('GET', '/health/live')).status).toBe(200);
  expect(await shed('at-once')).toBeGreaterThan(0);
});

test("one customer's publishers leave room for those of others", async () => {
  const refused = await eventually('a refusal', async () => {
    // The same each time, so that it waits once.
    const answer = await publish('contoso', 'Printer 7 jams');
    if (answer.status === 429) return answer;
    await dawdle(hook('contoso'));
    return null;
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.json.detail).toContain('contoso');
  expect((await publish('fabrikam', 'Printer 7 jams')).status).toBe(202);
  expect(await shed('tenant-at-once')).toBeGreaterThan(0);
});

test('what cannot be routed in good time is not accepted: first of whom most waits, then of anybody', async () => {
  // No router runs: whatever is accepted waits.
  let sent = 0;
  const untilRefused = (tenant: string) =>
    eventually(`${tenant} to be refused`, async () => {
      const { status, headers } = await publish(tenant, `Printer ${(sent += 1)} jams`);
      return status !== 202 && [status, headers.get('retry-after')];
    });
  expect(await untilRefused('contoso')).toEqual([429, '5']);
  expect((await publish('fabrikam', 'Scanner 1 jams')).status).toBe(202);
  const bus = await connectBus(api.servers.natsUrl, 'test');
  const publisher = publisherOf(bus, 2_000);
  const subject = subjectOf.event('fabrikam', 'operational', 'incident');
  await Promise.all(Array.from({ length: 200 }, (_, n) => publisher.publish(subject, `{"title":"${n}"}`)));
  await bus.close();
  await createTenant(api, 'northwind');
  expect(await untilRefused('northwind')).toEqual([503, '10']);
});
