import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { describeExit, spawnChild, type Child } from './child.js';
import { placePostgres, type PostgresPlace } from './postgres-place.js';
import { DATABASE, postgresEnv, provisionPostgres } from './postgres-provision.js';
import { isAlive, isOurs, stopStranger } from './process-identity.js';

export interface PostgresOptions {
  /** A folder of its own; made, with the cluster inside, on first use. */
  readonly dataDir: string;
  readonly port: number;
  /** Default `<dataDir>/postgres.log`. */
  readonly logFile?: string;
  /** For tests: nothing is flushed to the disk. Survives a killed process, not a power cut. */
  readonly fast?: boolean;
}

export interface Postgres extends Child {
  readonly url: string;
  readonly clusterDir: string;
  /** What somebody should know about where it keeps its files; usually nothing. */
  readonly notes: readonly string[];
}

const HOST = '127.0.0.1';
const READY_BUDGET_MS = 60_000;
const POLL_MS = 20;
/** Fast shutdown: sessions are ended, everything committed is on disk. */
const STOP = { signal: 'SIGINT', budgetMs: 30_000 } as const;
/** The line of `postmaster.pid` with the server's state, as `pg_ctl` reads it. */
const STATE_LINE = 7;
/** `standby`: it follows another server and takes connections that read. */
const READY_STATES: ReadonlySet<string> = new Set(['ready', 'standby']);

/**
 * Starts the embedded PostgreSQL 18 on its folder and returns when it accepts connections. What a killed predecessor
 * left running on the same folder is stopped first; its data is recovered by PostgreSQL itself.
 *
 * @throws when it cannot be provisioned or does not become ready; the message ends with what its log said last
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = placePostgres(options.dataDir);
  const logFile = options.logFile ?? path.join(options.dataDir, 'postgres.log');
  const password = await provisionPostgres(place, options.dataDir, options.fast ?? false);
  await stopLeftover(place.clusterDir);
  const child = await startServer(place, options, logFile);
  return {
    ...child,
    url: `postgres://${DATABASE}:${password}@${HOST}:${options.port}/${DATABASE}`,
    clusterDir: place.clusterDir,
    notes: place.notes,
    stop: (budget = {}) => child.stop({ ...STOP, ...budget }),
  };
}

/** Stops the server that a killed supervisor left running on `dataDir`; says whether there was one. */
export async function stopLeftoverPostgres(dataDir: string): Promise<boolean> {
  return existsSync(dataDir) ? stopLeftover(placePostgres(dataDir).clusterDir) : false;
}

async function stopLeftover(clusterDir: string): Promise<boolean> {
  const pid = Number(pidFileLines(clusterDir)[0]);
  if (!pid) return false;
  if (isOurs(pid, clusterDir)) {
    await stopStranger(pid, clusterDir, STOP.signal, STOP.budgetMs);
    return true;
  }
  // The id went to another program: PostgreSQL would take that one for a running server and refuse to start.
  if (isAlive(pid)) rmSync(path.join(clusterDir, 'postmaster.pid'), { force: true });
  return false;
}

async function startServer(place: PostgresPlace, options: PostgresOptions, logFile: string): Promise<Child> {
  const deadline = Date.now() + READY_BUDGET_MS;
  for (;;) {
    const child = await spawnChild({
      name: 'postgres',
      command: path.join(place.binDir, 'postgres'),
      args: ['-D', place.clusterDir, ...serverSettings(options)],
      env: postgresEnv(),
      cwd: '/',
      logFile,
      ...(place.user ? { user: place.user } : {}),
    });
    while (!child.exit() && Date.now() < deadline) {
      const lines = pidFileLines(place.clusterDir);
      if (Number(lines[0]) === child.pid && READY_STATES.has(lines[STATE_LINE]?.trim() ?? '')) return child;
      await pause(POLL_MS);
    }
    const exit = child.exit();
    const said = lastLines(logFile);
    // The workers of a killed server hold its shared memory for a moment longer.
    if (exit && /pre-existing shared memory|postmaster\.pid" already exists/.test(said) && Date.now() < deadline) {
      await pause(POLL_MS);
      continue;
    }
    if (!exit) await child.kill();
    const what = exit ? describeExit(exit) : `was not ready after ${READY_BUDGET_MS / 1000} s`;
    throw new Error(
      `PostgreSQL on ${place.clusterDir}, port ${options.port}, ${what}: see ${logFile}, which ends:\n${said}`,
    );
  }
}

/** A little more memory and write-ahead log than the defaults; what makes commits durable is left alone. */
function serverSettings({ port, fast }: PostgresOptions): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: HOST,
    // TCP only: socket files in a shared /tmp clash, and their paths have a length limit.
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(fast ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function pidFileLines(clusterDir: string): string[] {
  try {
    return readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
}
