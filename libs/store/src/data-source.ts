import 'reflect-metadata';
import { Socket } from 'node:net';
import { CERTIFICATE_ADVICE, certificateFaultOf } from '@demarc/domain';
import { DataSource } from 'typeorm';
import { watchAbandoned } from './end-abandoned.js';
import { applyAccess } from './access/apply-access.js';
import { requireCheckedTls } from './database-url.js';
import { requireRoles } from './access/required-roles.js';
import { type StoreService, loginOf, serviceOfLogin } from './access/roles.js';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { type Scope, maintaining } from './scope/scope.js';
import { scopedDriver } from './scope/scoped-pool.js';
import { onConnection } from './notices/on-connection.js';

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
  /** The service that opens it: it must connect as its own role. Not given: who migrates, and tests. */
  readonly service?: StoreService;
  /** For whom a service works when nobody says (`actingFor`): not given, it then may touch no table. */
  readonly scope?: Scope;
}

/**
 * A named statement's plan is kept after five uses. On a young database it was made for empty tables, and scanned the
 * full ones row by row until the first analyze a minute later; planning anew costs a fraction of a millisecond.
 */
const PLAN_EACH_TIME = '-c plan_cache_mode=force_custom_plan';

const IDLE_MS = 30_000;

/** A connected store. Throws when PostgreSQL cannot be reached, is not to be trusted, or refuses the credentials. */
export async function openStore(options: StoreOptions): Promise<DataSource> {
  if (options.service) requireLogin(options.service, options.url);
  requireCheckedTls(options.url);
  const store = new DataSource({
    type: 'postgres',
    driver: scopedDriver(options.scope ?? null),
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
  await store.initialize().catch((error: unknown) => {
    throw explained(error, options.url);
  });
  if (options.timeoutMs !== undefined) watchAbandoned(store, options.timeoutMs);
  return store;
}

/** The driver names neither the server nor what to do. */
function explained(error: unknown, url: string): unknown {
  const fault = certificateFaultOf(error);
  const { message, syscall, path: file } = error as NodeJS.ErrnoException;
  // Certificates and keys that the URL names are read by the driver.
  if (syscall === 'open')
    return new Error(`DATABASE_URL names the file ${file}, which cannot be read: ${message}`, { cause: error });
  const where = `PostgreSQL at ${new URL(url).host}`;
  if (fault !== null)
    return new Error(`${where} shows a certificate that ${fault}: ${message}. ${CERTIFICATE_ADVICE}`, { cause: error });
  if (message.includes('no pg_hba.conf entry') && message.includes('no encryption')) {
    const advice = 'Add sslmode=verify-full to DATABASE_URL, postgres://...?sslmode=verify-full.';
    return new Error(`${where} takes nobody without TLS: ${message}. ${advice}`, { cause: error });
  }
  if (/server does not support SSL/.test(message)) {
    const advice = 'Switch its ssl on, or take sslmode out of DATABASE_URL.';
    return new Error(`${where} speaks no TLS, which DATABASE_URL demands. ${advice}`, { cause: error });
  }
  return error;
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

/** Whoever owns tables or is a superuser passes row-level security by, so that a service must be neither. */
function requireLogin(service: StoreService, url: string): void {
  const login = decodeURIComponent(new URL(url).username);
  if (serviceOfLogin(login) === service) return;
  throw new Error(
    `DATABASE_URL connects as "${login}", but ${service} works as ${loginOf(service)}, whose rows and privileges are limited: ` +
      `set DATABASE_URL to postgres://${loginOf(service)}:<password>@... (see README, "Whose rows").`,
  );
}

/** Makes the roles of the services, for who gives them passwords before anything is migrated. */
export async function provideRoles(store: DataSource): Promise<void> {
  await onConnection(store, requireRoles);
}

/**
 * Brings the schema up to date, with its roles, policies and privileges; safe to call from several processes at once.
 * Answers the names of what it ran. Needs two connections, one for the lock and one for the migrations: throws when the pool has fewer.
 */
export async function migrate(store: DataSource): Promise<readonly string[]> {
  if (store.options.type === 'postgres' && (store.options.poolSize ?? 0) < 2) {
    throw new Error('Migrating needs a pool of at least 2 connections: open the store with poolSize 2 or more.');
  }
  const MIGRATION_LOCK = 7_240_115;
  return onConnection(store, async (client) => {
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await requireRoles(client);
      return await maintaining(async () => {
        const ran = await store.runMigrations({ transaction: 'each' });
        await applyAccess(store);
        return ran.map((migration) => migration.name);
      });
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    }
  });
}
