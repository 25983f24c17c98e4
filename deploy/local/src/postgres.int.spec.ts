import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

import { freePort } from './ports.js';
import { startPostgres, type Postgres } from './postgres.js';

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  let port: number;
  let running: Postgres | undefined;

  const start = async (): Promise<Postgres> => (running = await startPostgres({ dataDir, port }));
  const ask = async (sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: running!.url });
    client.on('error', () => undefined); // The server is killed under it.
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'demarc-postgres-'));
    dataDir = path.join(folder, 'postgres');
    port = await freePort();
  });
  afterEach(async () => {
    await running?.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('starts with its database, keeps the password to itself and flushes what it commits', async () => {
    await start();
    await ask('create table kept (value int)');
    await ask('insert into kept values (1)');
    const [settings] = await ask(
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commits, current_database() as database`,
    );
    expect(settings).toEqual({ major: 18, fsync: 'on', commits: 'on', database: 'demarc' });
    expect(running!.clusterDir).toBe(path.join(dataDir, 'cluster'));
    expect(statSync(path.join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  it('has all data after an orderly stop, and ends with code 0', async () => {
    await start();
    expect(await ask('select value from kept')).toEqual([{ value: 1 }]);
    expect(await running!.stop()).toEqual({ code: 0, signal: null });
  });

  it('recovers what was committed when it is killed, at once and on the same port', async () => {
    await start();
    await ask('insert into kept values (2)');
    await running!.kill();
    await start();
    expect(await ask('select value from kept order by value')).toEqual([{ value: 1 }, { value: 2 }]);
  });

  it('takes over from a server that a killed supervisor left on the same folder', async () => {
    const left = await start();
    await start();
    expect(await left.exited).toEqual({ code: 0, signal: null });
    expect(await ask('select count(*)::int as kept from kept')).toEqual([{ kept: 2 }]);
  });

  it('starts although its stale process id now belongs to another program', async () => {
    const killed = await start();
    await killed.kill();
    const pidFile = path.join(killed.clusterDir, 'postmaster.pid');
    writeFileSync(pidFile, `1\n${killed.clusterDir}\n0\n${port}\n\n127.0.0.1\n`);
    chmodSync(pidFile, 0o644);
    await start();
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('says what its log said when it cannot start', async () => {
    await start();
    const second = mkdtempSync(path.join(tmpdir(), 'demarc-postgres-'));
    try {
      await expect(startPostgres({ dataDir: second, port, fast: true })).rejects.toThrow(
        /port \d+, exited with code 1: see .*\n(.*\n)*.*Address already in use/,
      );
    } finally {
      rmSync(second, { recursive: true, force: true });
    }
  });
});
