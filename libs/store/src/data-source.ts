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
    extra: { keepAlive: true, idleTimeoutMillis: 30_000 },
  });
  return store.initialize();
}

/** Brings the schema up to date; safe to call from several processes at once. Answers the names of what it ran. */
export async function migrate(store: DataSource): Promise<readonly string[]> {
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
