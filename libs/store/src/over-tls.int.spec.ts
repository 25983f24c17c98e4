import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestAuthority } from '../../../test/harness/certificates.js';
import { demandTls } from '../../../test/harness/demand-tls.js';
import { type Servers, startServers } from '../../../test/harness/servers.js';
import { TcpProxy } from '../../../test/harness/tcp-proxy.js';
import { openStore } from './index.js';

const TIMEOUT_MS = 500;

let folder: string;
let authority: TestAuthority;
let servers: Servers;
let proxy: TcpProxy;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-tls-'));
  authority = new TestAuthority(folder, 'ours');
  servers = await startServers();
  await demandTls(servers, authority.issue('postgres'));
  proxy = await TcpProxy.to(Number(new URL(servers.databaseUrl).port));
}, 60_000);
afterAll(async () => {
  await proxy?.stop();
  await servers?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const open = (query: string, url = servers.databaseUrl) =>
  openStore({ url: `${url}${query}`, poolSize: 1, applicationName: 'spec', timeoutMs: TIMEOUT_MS });
const trusting = (): string => `?sslmode=verify-full&sslrootcert=${authority.caFile}`;

it('a connection over TLS that is in use is kept, and a half-open one is given up', async () => {
  const store = await open(trusting(), proxy.through(servers.databaseUrl));
  const sessions = new Set<number>();
  for (let asked = 0; asked < 8; asked += 1) {
    const [row] = await store.query<{ pid: number }[]>('select pg_backend_pid() pid, pg_sleep(0.15)');
    sessions.add(row!.pid);
  }
  expect(sessions.size).toBe(1);
  const [tls] = await store.query<object[]>('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
  expect(tls).toEqual({ ssl: true });
  proxy.make({ how: 'black-hole' });
  await expect(store.query('select 1')).rejects.toThrow();
  proxy.make({ how: 'pass' });
  expect(await store.query('select 1 as one')).toEqual([{ one: 1 }]);
  await store.destroy();
});

it.each([
  ['no TLS', () => '', 'takes nobody without TLS'],
  ['a CA that nobody knows', () => '?sslmode=verify-full', 'was issued by a CA that is not trusted here'],
  [
    'another CA',
    () => `?sslmode=verify-full&sslrootcert=${new TestAuthority(folder, 'other').caFile}`,
    'a CA that is not',
  ],
])('who comes with %s is told what to do', async (_, query, said) => {
  await expect(open(query())).rejects.toThrow(said);
});

it('a certificate for another host is refused', async () => {
  const elsewhere = servers.databaseUrl.replace('127.0.0.1', 'localhost');
  await expect(open(trusting(), elsewhere)).rejects.toThrow('is for another name');
});
