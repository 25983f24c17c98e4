import { request } from 'node:http';
import { subjectOf } from '@demarc/contracts';
import { connectBus, publisherOf } from '@demarc/runtime';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../../../test/harness/eventually.js';
import { signedIn } from '../../../../test/harness/people.js';
import { type Answered, type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

const AT_ONCE = 4;
const BYTES_AT_ONCE = 1024 * 1024;

let api: TestApi;
const dawdling: { readonly destroy: () => void; answered: number }[] = [];
beforeAll(async () => {
  const limits = { DEMARC_MOST_WAITING: '200', DEMARC_MOST_WAITING_OF_TENANT: '5' };
  api = await startTestApi({
    DEMARC_API_AT_ONCE: String(AT_ONCE),
    DEMARC_API_BYTES_AT_ONCE: String(BYTES_AT_ONCE),
    ...limits,
  });
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
}, 60_000);
afterAll(() => api.stop());
afterEach(async () => {
  for (const one of dawdling.splice(0)) one.destroy();
  await eventually('everybody to be let in again', async () => (await api.ask('GET', '/v1/queues')).status === 200);
});

const hook = (tenant: string) => `/v1/tenants/${tenant}/hooks/incident`;

/** A request whose body never ends: its bytes are under way, if they were let in, until its client goes. */
async function dawdle(
  path: string,
  { bytes, from = '127.0.0.1', ...who }: { bytes: number; from?: string; as?: string },
): Promise<void> {
  const headers = await signedIn({ 'content-type': 'application/json', 'content-length': String(bytes), ...who });
  const { port } = new URL(api.service.url);
  const one = request({ host: '127.0.0.1', localAddress: from, port, path, method: 'POST', headers });
  one.on('error', () => undefined);
  const dawdler = { destroy: () => one.destroy(), answered: 0 };
  one.on('response', ({ statusCode = 0 }) => (dawdler.answered = statusCode));
  one.write('{');
  dawdling.push(dawdler);
}

/** Whatever asks this table for anything waits until `work` is done. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const holder = api.store.createQueryRunner();
  await holder.startTransaction();
  try {
    await holder.query(`lock table ${table} in access exclusive mode`);
    await work();
  } finally {
    await holder.rollbackTransaction();
    await holder.release();
  }
}

const publish = (tenant: string, title: string, headers = {}) =>
  api.ask('POST', hook(tenant), { json: { title }, headers });
const shed = async (because: string) => {
  const { text } = await api.ask('GET', '/metrics');
  return Number(new RegExp(`demarc_http_shed_total\\{because="${because}"\\S* (\\d+)`).exec(text)?.[1] ?? 0);
};

test('who comes when as many are answered as can be is told when to come again, and operators get in', async () => {
  const slow: Promise<Answered>[] = [];
  await whileLocked('incidents', async () => {
    for (let n = 0; n < AT_ONCE; n += 1) slow.push(api.ask('GET', '/v1/queues'));
    const refused = await eventually('a refusal', async () => {
      const answer = await api.ask('POST', '/v1/incidents/bulk', { json: {} });
      return answer.status === 503 && answer;
    });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.json).toMatchObject({ type: 'urn:demarc:problem:unavailable', instance: '/v1/incidents/bulk' });
    expect((await api.ask('GET', '/health/live')).status).toBe(200);
    expect(await shed('at-once')).toBeGreaterThan(0);
  });
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(slow.map(() => 200));
});

test("one customer's publishers leave room for those of others", async () => {
  const made = await api.ask('POST', '/v1/tenants/contoso/keys', { json: { name: 'monitoring', purpose: 'publish' } });
  const headers = { as: '', authorization: `Bearer ${made.json.key}` };
  const slow: Promise<Answered>[] = [];
  await whileLocked('api_keys', async () => {
    for (let n = 0; n < AT_ONCE / 2; n += 1) slow.push(publish('contoso', 'Printer 7 jams', headers));
    const refused = await eventually('a refusal', async () => {
      const answer = await publish('contoso', 'Printer 7 jams');
      return answer.status === 429 && answer;
    });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.json.detail).toContain('contoso');
    expect((await publish('fabrikam', 'Printer 7 jams')).status).toBe(202);
    expect(await shed('tenant-at-once')).toBeGreaterThan(0);
  });
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(slow.map(() => 202));
});

test('who sends a body slowly keeps no place from others', async () => {
  for (let n = 0; n < 3 * AT_ONCE; n += 1) await dawdle('/v1/incidents/bulk', { bytes: 100 });
  expect((await api.ask('GET', '/v1/queues')).status).toBe(200);
  expect((await publish('contoso', 'Printer 8 jams')).status).toBe(202);
});

test('large bodies are taken in as far as there is memory for them: of one address half, of all so many bytes', async () => {
  const takingHalf = (tenant: string, from: string, status: number) =>
    eventually(`a ${status}`, async () => {
      const answer = await publish('contoso', 'Printer 9 jams');
      if (answer.status === status) return answer;
      await dawdle(`/v1/tenants/${tenant}/events`, { bytes: BYTES_AT_ONCE / 2, from });
      return null;
    });
  const ofTenant = await takingHalf('contoso', '127.0.0.2', 429);
  expect(ofTenant.json.detail).toContain('publishers of contoso');
  expect((await publish('fabrikam', 'Printer 9 jams')).status).toBe(202);
  const ofAll = await takingHalf('fabrikam', '127.0.0.3', 503);
  expect(ofAll.headers.get('retry-after')).toBe('1');
  expect(ofAll.json.detail).toContain('DEMARC_API_BYTES_AT_ONCE');
  expect((await api.ask('GET', '/v1/queues')).status).toBe(200);
  expect(await shed('bytes')).toBeGreaterThan(0);
});

test('one address may have half of the bytes', async () => {
  const refused = await eventually('a refusal', async () => {
    const answer = await publish('contoso', 'Printer 10 jams');
    if (answer.status === 429) return answer;
    await dawdle('/v1/tenants/fabrikam/events', { bytes: BYTES_AT_ONCE / 2 });
    return null;
  });
  expect(refused.json.detail).toContain('address 127.0.0.1');
  expect(await shed('bytes-of-one')).toBeGreaterThan(0);
});

test('whose sender nobody knows is not taken in at all', async () => {
  const answer = await api.ask('POST', '/v1/tenants/contoso/events', {
    body: ' '.repeat(BYTES_AT_ONCE),
    headers: { as: '', 'content-type': 'application/cloudevents-batch+json' },
  });
  expect(answer.status).toBe(401);
  await dawdle('/v1/tenants/contoso/events', { bytes: BYTES_AT_ONCE, as: '' });
  await eventually('it to be answered while it still sends', () => dawdling.at(-1)!.answered === 401);
  expect((await publish('contoso', 'Printer 11 jams')).status).toBe(202);
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
