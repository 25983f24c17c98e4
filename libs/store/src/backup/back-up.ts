import { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { ArchiveWriter } from './archive-writer.js';
import {
  BACKUP_FORMAT,
  type BackupManifest,
  type BackupPart,
  EVENTS_PART,
  type EventsPart,
  type TablePart,
  tablePartName,
} from './manifest.js';
import { seeingAll } from './seeing-all.js';
import { tablesInOrder } from './tables-in-order.js';

export interface BackupOptions {
  readonly store: DataSource;
  readonly file: string;
  /** Events that were accepted and are not settled, each as one JSON value without line ends. */
  readonly waitingEvents: AsyncIterable<string>;
  /** The stream in which they lie, with the time it was made. */
  readonly stream: string;
  readonly now: Date;
  readonly onPart: (part: BackupPart) => void;
}

/**
 * Writes everything that was accepted by the time it began into one archive, while services go on working.
 *
 * The waiting events are read first and the database after them: an event that was settled meanwhile is in the database
 * by then, one that was not is among those that wait. Some are in both, and coming in twice changes nothing. Notices that
 * wait are rows that nobody planned yet, so that the database says which they are.
 */
export async function backUp(options: BackupOptions): Promise<BackupManifest> {
  const archive = new ArchiveWriter(options.file);
  try {
    const events = await addEvents(archive, options);
    options.onPart(events);
    const inOneSnapshot = async (client: PoolClient): Promise<BackupManifest> => {
      await client.query('set transaction isolation level repeatable read, read only');
      const tables: TablePart[] = [];
      for (const { name: table, columns } of await tablesInOrder(client)) {
        const source = client.query(copyTo(`copy ${table} (${columns.join(', ')}) to stdout`));
        const name = tablePartName(table);
        const part = { table, columns, name, ...(await archive.add(name, source)), count: source.rowCount };
        tables.push(part);
        options.onPart(part);
      }
      return { ...(await headOf(client, options.now)), tables, events };
    };
    const manifest = await seeingAll(options.store, () => inTransaction(options.store, inOneSnapshot));
    await archive.finish(manifest);
    return manifest;
  } catch (error) {
    archive.abandon();
    throw error;
  }
}

async function headOf(
  client: PoolClient,
  now: Date,
): Promise<Pick<BackupManifest, 'format' | 'madeAt' | 'migrations' | 'sequences'>> {
  const migrations = await client.query<{ name: string }>('select name from migrations order by id');
  const sequences = await client.query<{ name: string; lastValue: string | null }>(
    `select quote_ident(sequencename) as name, last_value::text as "lastValue" from pg_sequences
     where schemaname = current_schema() and sequencename <> 'migrations_id_seq' order by 1`,
  );
  return {
    format: BACKUP_FORMAT,
    madeAt: now.toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    sequences: sequences.rows,
  };
}

async function addEvents(
  archive: ArchiveWriter,
  { waitingEvents, stream }: Pick<BackupOptions, 'waitingEvents' | 'stream'>,
): Promise<EventsPart> {
  let count = 0;
  async function* lines(): AsyncIterable<string> {
    for await (const event of waitingEvents) {
      count += 1;
      yield `${event}\n`;
    }
  }
  const measured = await archive.add(EVENTS_PART, Readable.from(lines(), { objectMode: false }));
  return { name: EVENTS_PART, ...measured, count, stream };
}
