import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../../test/harness/eventually.js';
import { type Servers, startServers } from '../../../test/harness/servers.js';
import { asService } from '../../../test/harness/service-roles.js';
import { TcpProxy } from '../../../test/harness/tcp-proxy.js';
import { type DataSource, inTransaction, isPoison, migrate, openStore } from './index.js';

const TIMEOUT_MS = 1_000;

let servers: Servers;
let proxy: TcpProxy;
let store: DataSource;
let observer: DataSource;
beforeAll(async () => {
  servers = await startServers();
  proxy = await TcpProxy.to(Number(new URL(servers.databaseUrl).port));
  observer = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'observer' });
  await migrate(observer);
  await observer.query('create table things (name text); grant all on things to public');
  const url = proxy.through(asRouter());
  store = await openStore({ url, poolSize: 3, applicationName: 'demarc-spec', timeoutMs: TIMEOUT_MS });
}, 60_000);

/** Only sessions of services are ended. */
const asRouter = (): string => asService('router', { DATABASE_URL: servers.databaseUrl }).DATABASE_URL;
afterAll(async () => {
  await store?.destroy();
  await observer?.destroy();
  await proxy?.stop();
  await servers?.stop();
});

it('a half-open connection is given up, says why, and is not used again', async () => {
  proxy.make({ how: 'black-hole' });
  const failed = await store.query('select 1').catch((error: unknown) => error);
  expect(String(failed)).toContain('PostgreSQL was silent for 1000 ms');
  expect(isPoison(failed)).toBe(false);
  proxy.make({ how: 'pass' });
  expect(await store.query('select 1 as one')).toEqual([{ one: 1 }]);
});

it.each([
  ['between two statements', async (client: PoolClient) => void (await client.query('select 1'))],
  [
    'before the rows of a copy',
    async (client: PoolClient) => void client.query(copyFrom('copy things from stdin')).on('error', () => 0),
  ],
])('a transaction that nobody goes on with %s is ended, and its locks with it', async (_where, pauseIn) => {
  const began = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  // The other's own clock stands still: it gives nothing up by itself.
  const other = await openStore({ url: asRouter(), poolSize: 1, applicationName: 'demarc-paused' });
  const paused = inTransaction(other, async (client) => {
    await client.query('lock table things in exclusive mode');
    await pauseIn(client);
    began.resolve();
    await goOn.promise;
    await client.query('select 1');
  }).catch((error: unknown) => error);
  await began.promise;
  await eventually('the lock to be free', async () => {
    await observer.query('set lock_timeout = 50');
    await observer.query(`insert into things values ('another process')`);
    return true;
  });
  goOn.resolve();
  expect(await paused).toBeInstanceOf(Error);
  await other.destroy();
});

it('a statement that takes longer than that with nothing to say is given up by both', async () => {
  await expect(store.query('select pg_sleep(30)')).rejects.toThrow('was silent');
  await eventually('the server to end it', async () => {
    const left = await observer.query<unknown[]>(
      `select from pg_stat_activity where application_name = 'demarc-spec' and query like '%pg_sleep(30)%' and state = 'active'`,
    );
    return left.length === 0;
  });
});
