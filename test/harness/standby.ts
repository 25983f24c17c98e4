import { execFile } from 'node:child_process';
import { appendFileSync, chownSync, copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Postgres, freePort, startPostgres } from '@demarc/local';
import { type DataSource, openStore } from '@demarc/store';
import { eventually } from './eventually.js';

/** What the primary needs, as lines of its configuration, before a standby can follow it. */
export const PRIMARY_SETTINGS = ['wal_keep_size = 512MB'];

const NAME = 'standby';

/**
 * Makes a second PostgreSQL out of a running one and lets it follow. The first then commits only what both have, so that
 * a failover loses nothing that was acknowledged. `folder` is where its data goes.
 */
export async function startStandby(primary: Postgres, folder: string): Promise<Postgres> {
  const dataDir = path.join(folder, NAME);
  const clusterDir = path.join(dataDir, 'cluster');
  const store = await openStore({ url: primary.url, poolSize: 1, applicationName: 'making-a-standby' });
  try {
    await copyCluster(store, primary.clusterDir, clusterDir);
    copyFileSync(path.join(path.dirname(primary.clusterDir), 'password'), path.join(dataDir, 'password'));
    const { hostname, port, username, password } = new URL(primary.url);
    const primaryAddress = `host=${hostname} port=${port} user=${username} password=${password} application_name=${NAME}`;
    appendFileSync(path.join(clusterDir, 'postgresql.conf'), `primary_conninfo = '${primaryAddress}'\n`);
    const standby = await startPostgres({ dataDir, port: await freePort() });
    await store.query(`alter system set synchronous_standby_names = '${NAME}'`);
    await store.query('select pg_reload_conf()');
    await eventually('the standby to be in step', async () => {
      const [row] = await store.query<{ state: string }[]>('select sync_state as state from pg_stat_replication');
      return row?.state === 'sync';
    });
    return standby;
  } finally {
    await store.destroy();
  }
}

/** Makes a standby the primary; resolves when it takes writes. */
export async function promote(standby: Postgres): Promise<void> {
  const store = await openStore({ url: standby.url, poolSize: 1, applicationName: 'promoting' });
  await store.query('select pg_promote()');
  await store.destroy();
}

/** While it runs: between the two calls a copy file by file is a consistent one once its log is replayed. */
async function copyCluster(store: DataSource, from: string, to: string): Promise<void> {
  mkdirSync(path.dirname(to), { recursive: true });
  await store.query(`select pg_backup_start('a standby', true)`);
  await promisify(execFile)('cp', ['-a', from, to]);
  const [stopped] = await store.query<{ labelfile: string }[]>('select labelfile from pg_backup_stop()');
  for (const file of ['postmaster.pid', 'postmaster.opts']) rmSync(path.join(to, file), { force: true });
  const owner = statSync(path.join(to, 'PG_VERSION'));
  for (const [file, text] of [
    ['backup_label', stopped!.labelfile],
    ['standby.signal', ''],
  ] as const) {
    writeFileSync(path.join(to, file), text);
    chownSync(path.join(to, file), owner.uid, owner.gid);
  }
}
