import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { eventually } from '../../../../test/harness/eventually.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { asService } from '../../../../test/harness/service-roles.js';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { SharedBudget } from './shared-budget.js';

let servers: Servers;
let owner: DataSource;
/** As two processes have them: nothing is common to both but the database. */
let stores: [DataSource, DataSource];
let name: string;
let asked = 0;
beforeAll(async () => {
  servers = await startServers();
  owner = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(owner);
  const url = asService('api', { DATABASE_URL: servers.databaseUrl }).DATABASE_URL;
  const open = () => openStore({ url, poolSize: 2, applicationName: 'demarc-spec', service: 'api' });
  stores = [await open(), await open()];
}, 60_000);
afterAll(async () => {
  await Promise.all((stores ?? []).map((store) => store.destroy()));
  await owner?.destroy();
  await servers?.stop();
});
beforeEach(() => {
  asked += 1;
  name = `key-${asked}`;
});

const pointsOf = async (limit: string) =>
  (await owner.query<{ points: number }[]>('select points from rate_limits where key = $1', [`${limit}:${name}`]))[0]
    ?.points;

it('two processes together allow what one may, however they share it, and say how much is left', async () => {
  const limit = { name: 'shared', requests: 100, windowS: 60, atOnce: 10 };
  const [one, other] = stores.map((store) => new SharedBudget(store, limit)) as [SharedBudget, SharedBudget];
  const first = await one.take(name);
  expect(first).toEqual({ allowed: true, remaining: 99, resetS: expect.any(Number) });
  const taken = await Promise.all(
    Array.from({ length: 149 }, (_, at) => (at % 3 === 0 ? one.take(name) : other.take(name))),
  );
  let allowed = 1 + taken.filter((each) => each.allowed).length;
  // What one took for itself and did not use yet is its own.
  expect(allowed).toBeGreaterThanOrEqual(100 - (limit.atOnce - 1));
  while ((await one.take(name)).allowed) allowed += 1;
  expect(allowed).toBe(100);
  const refused = await other.take(name);
  expect(refused).toMatchObject({ allowed: false, remaining: 0 });
  expect(refused.resetS).toBeGreaterThan(0);
  expect(refused.resetS).toBeLessThanOrEqual(60);
  expect(await one.take(`${name}-of-somebody-else`)).toMatchObject({ allowed: true });
});

it('the database is asked once for many requests, and not at all for those over the limit', async () => {
  const limit = { name: 'many', requests: 1_000, windowS: 60, atOnce: 100 };
  const budget = new SharedBudget(stores[0], limit);
  await Promise.all(Array.from({ length: 250 }, () => budget.take(name)));
  expect(await pointsOf('many')).toBe(300);
  await Promise.all(Array.from({ length: 2_000 }, () => budget.take(name)));
  // One block over: that is how it was found out.
  expect(await pointsOf('many')).toBe(1_100);
});

it('a window that is over gives everything back', async () => {
  const limit = { name: 'short', requests: 2, windowS: 1, atOnce: 1 };
  const [one, other] = stores.map((store) => new SharedBudget(store, limit)) as [SharedBudget, SharedBudget];
  expect([(await one.take(name)).allowed, (await other.take(name)).allowed]).toEqual([true, true]);
  expect((await one.take(name)).allowed).toBe(false);
  await eventually('the next window', async () => (await one.take(name)).allowed);
  expect((await other.take(name)).allowed).toBe(true);
});
