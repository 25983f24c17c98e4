import 'reflect-metadata';
import { Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { watchAbandoned } from './end-abandoned.js';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';

export interface StoreOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown by PostgreSQL in `pg_stat_activity`. */
  readonly applicationName: string;
  /**
   * A connection on which nothing moves for so long is given up, and a transaction that nobody goes on with is ended.
   * Not given: never, for migrations and tools, whose one statement may take as long as it needs.
   */
  readonly timeoutMs?: number;

  /** Those that `migrate` brings it to; all of them, unless an older state is to be made. */
  readonly migrations?: typeof MIGRATIONS;
}

/**
 * A named statement's plan is kept after five uses. On a young database it was made for empty tables, and scanned the
 * full ones row by row until the first analyze a minute later; planning anew costs a fraction of a millisecond.
 */
const PLAN_EACH_TIME = '-c plan_cache_mode=force_custom_plan';

const IDLE_MS = 30_000;

/** A connected store. Throws when PostgreSQL cannot be reached or refuses the credentials. */
export async function openStore(options: StoreOptions): Promise<DataSource> {
  const store = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: ENTITIES,
    migrations: options.migrations ?? MIGRATIONS,
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: 5_000,
    extra: connectionSettings(options.timeoutMs),
  });
  await store.initialize();
  if (options.timeoutMs !== undefined) watchAbandoned(store, options.timeoutMs);
  return store;
}

/**
 * Without a limit a half-open connection (a failed-over server, a firewall that forgot it) keeps its caller waiting for
 * as long as TCP tries, a quarter of an hour; and a process that is paused within a transaction keeps its locks.
 */
function connectionSettings(timeoutMs: number | undefined) {
  const always = { keepAlive: true, idleTimeoutMillis: IDLE_MS, options: PLAN_EACH_TIME };
  if (timeoutMs === undefined) return always;
  return {
    ...always,
    keepAliveInitialDelayMillis: timeoutMs,
    // Before they are silent for too long, which would be told as a failure.
    idleTimeoutMillis: Math.min(IDLE_MS, Math.floor(timeoutMs / 2)),
    options: [
      PLAN_EACH_TIME,
      `-c tcp_user_timeout=${timeoutMs}`,
      `-c client_connection_check_interval=${timeoutMs}`,
    ].join(' '),
    stream: () => socketThatMustMove(timeoutMs),
  };
}

/** Not the driver's own `query_timeout`: that fails the query and gives the dead connection to the next one. */
function socketThatMustMove(timeoutMs: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(timeoutMs, () => {
    const why = `PostgreSQL was silent for ${timeoutMs} ms; the connection is given up (DEMARC_DATABASE_TIMEOUT_MS)`;
    socket.destroy(Object.assign(new Error(why), { code: 'ETIMEDOUT' }));
  });
}

/**
 * Brings the schema up to date; safe to call from several processes at once. Answers the names of what it ran.
 * Needs two connections, one for the lock and one for the migrations: throws when the pool has fewer.
 */
export async function migrate(store: DataSource): Promise<readonly string[]> {
  if (store.options.type === 'postgres' && (store.options.poolSize ?? 0) < 2) {
    throw new Error('Migrating needs a pool of at least 2 connections: open the store with poolSize 2 or more.');
  }
  const runner = store.createQueryRunner();
  const MIGRATION_LOCK = 7_240_115;
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await store.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
  }
}
