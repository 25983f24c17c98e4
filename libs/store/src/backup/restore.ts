import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import { migrate, openStore } from '../data-source.js';
import { MIGRATIONS } from '../migrations/index.js';
import type { OutboxMessage } from '../outbox/outbox-message.js';
import { insertOutbox } from '../routing/commit-routed-batch.js';
import { inTransaction } from '../transaction.js';
import type { ArchiveReader } from './archive-reader.js';
import { type BackupManifest, type BackupPart, EVENTS_PART } from './manifest.js';
import { seeingAll } from './seeing-all.js';

export interface UnplannedNotice {
  readonly tenant: string;
  readonly id: string;
  readonly queue: string;
}

export interface RestoreOptions {
  readonly url: string;
  readonly archive: ArchiveReader;
  /** What is in the database now goes away first; without it a database with tables is refused. */
  readonly force: boolean;
  /** The messages by which the notifier learns of notices that nobody was told of yet. */
  readonly announce: (notices: readonly UnplannedNotice[]) => readonly OutboxMessage[];
  readonly onPart: (part: BackupPart) => void;
}

export interface Restored {
  /** Notices that nobody had been told of yet. */
  readonly owedNotices: number;
  /** Messages that were settled by quarantining them, by {@link quarantineKey}: they need not come in again. */
  readonly quarantined: ReadonlySet<string>;
}

/** A message by its number in the stream and the moment at which the stream took it, as ISO 8601. */
export const quarantineKey = (seq: number, publishedAt: string): string =>
  `${seq} ${new Date(publishedAt).toISOString()}`;

export class NotRestored extends Error {}

/**
 * Makes the database what it was, on the newest migrations: brings it to those it had, loads every table in one
 * transaction, and brings it to today's. Services must not run.
 * Throws {@link NotRestored} when the target is not empty or the archive is of a newer version.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { archive, url } = options;
  const had = migrationsOf(archive.manifest);
  await clear(options);
  const owedNotices = await withStore(url, had, (store) => inTransaction(store, (client) => load(client, options)));
  const quarantined = await withStore(url, MIGRATIONS, async (store) => {
    await accountFor(store, archive);
    await store.query('analyze');
    return store.query<{ seq: string; at: Date }[]>('select stream_seq as seq, received_at as at from quarantine');
  });
  return {
    owedNotices,
    quarantined: new Set(quarantined.map(({ seq, at }) => quarantineKey(Number(seq), at.toISOString()))),
  };
}

async function withStore<T>(
  url: string,
  migrations: typeof MIGRATIONS,
  work: (store: DataSource) => Promise<T>,
): Promise<T> {
  const store = await openStore({ url, poolSize: 2, applicationName: 'demarc-restore', migrations });
  try {
    await migrate(store);
    return await seeingAll(store, () => work(store));
  } finally {
    await store.destroy();
  }
}

/** The events that waited, oldest first, as they were given to the backup: JSON with `seq`, their number. */
export async function* waitingEventsOf(archive: ArchiveReader): AsyncIterable<string> {
  yield* createInterface({ input: await archive.read(EVENTS_PART), crlfDelay: Infinity });
}

/**
 * The events that waited come in again under other numbers, so that nobody misses those under which they waited. What was
 * accepted after the backup had read the stream, and was not settled when it read the database, stays missed: it is lost.
 */
async function accountFor(store: DataSource, archive: ArchiveReader): Promise<void> {
  let portion: number[] = [];
  const note = async (): Promise<void> => {
    await store.query(
      `update event_streams set settled = settled + waiting.sequences
       from (select range_agg(int8range(seq, seq + 1)) as sequences from unnest($2::int8[]) seq) waiting
       where stream = $1 and waiting.sequences is not null`,
      [archive.manifest.events.stream, portion],
    );
    portion = [];
  };
  for await (const event of waitingEventsOf(archive)) {
    portion.push((JSON.parse(event) as { seq: number }).seq);
    if (portion.length === SEQUENCES_AT_ONCE) await note();
  }
  await note();
}

const SEQUENCES_AT_ONCE = 10_000;

function migrationsOf({ migrations }: BackupManifest): typeof MIGRATIONS {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new NotRestored(
      `The archive is of a newer version, with ${unknown.join(', ')}: restore it with that version.`,
    );
  const had = new Set(migrations);
  return MIGRATIONS.filter(({ name }) => had.has(name));
}

async function clear({ url, force }: RestoreOptions): Promise<void> {
  const store = await openStore({ url, poolSize: 1, applicationName: 'demarc-restore' });
  try {
    const [found] = await store.query<{ tables: string }[]>(
      `select count(*) as tables from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`,
    );
    if (Number(found!.tables) === 0) return;
    if (!force)
      throw new NotRestored(
        `The database is not empty: it has ${found!.tables} tables. Restore into an empty one, or say --force to lose what it has.`,
      );
    const [{ schema }] = await store.query<[{ schema: string }]>('select quote_ident(current_schema()) as schema');
    await store.query(`drop schema ${schema} cascade; create schema ${schema}`);
  } finally {
    await store.destroy();
  }
}

async function load(client: PoolClient, { archive, announce, onPart }: RestoreOptions): Promise<number> {
  const { tables, sequences } = archive.manifest;
  // Migrations put rows into some of them, which are in the archive as they became.
  await client.query(`truncate ${tables.map(({ table }) => table).join(', ')}`);
  const forced = await forcedTables(client);
  // No rows can be copied into a table whose policies bind its owner too; the transaction hides that they do not now.
  for (const table of forced) await client.query(`alter table ${table} no force row level security`);
  for (const part of tables) {
    const target = client.query(copyFrom(`copy ${part.table} (${part.columns.join(', ')}) from stdin`));
    await pipeline(await archive.read(part.name), target);
    if (target.rowCount !== part.count)
      throw new Error(
        `${part.table} has ${target.rowCount} rows, and the archive says ${part.count}: nothing was restored.`,
      );
    onPart(part);
  }
  for (const table of forced) await client.query(`alter table ${table} force row level security`);
  for (const { name, lastValue } of sequences)
    if (lastValue !== null) await client.query('select setval($1, $2)', [name, lastValue]);
  return announceOwed(client, announce);
}

async function forcedTables(client: PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select oid::regclass::text as table from pg_class
     where relnamespace = current_schema()::regnamespace and relforcerowsecurity`,
  );
  return rows.map(({ table }) => table);
}

/** Their messages may have been in the stream only; a notice that is announced twice is told once. */
async function announceOwed(client: PoolClient, announce: RestoreOptions['announce']): Promise<number> {
  const { rows } = await client.query<UnplannedNotice>(
    `select tenant_id as tenant, notice_id as id, queue from notices where state = 'owed' order by owed_at`,
  );
  await insertOutbox(client, announce(rows));
  return rows.length;
}
