import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';

export interface StoreOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown by PostgreSQL in `pg_stat_activity`. */
  readonly applicationName: string;
}

/**
 * A named statement's plan is kept after five uses. On a young database it was made for empty tables, and scanned the
 * full ones row by row until the first analyze a minute later; planning anew costs a fraction of a millisecond.
 */
const PLAN_EACH_TIME = '-c plan_cache_mode=force_custom_plan';

/** A connected store. Throws when PostgreSQL cannot be reached or refuses the credentials. */
export async function openStore(options: StoreOptions): Promise<DataSource> {
  const store = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: 5_000,
    extra: { keepAlive: true, idleTimeoutMillis: 30_000, options: PLAN_EACH_TIME },
  });
  return store.initialize();
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
