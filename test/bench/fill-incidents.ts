import { type DataSource, commitRoutedBatch, inTransaction, writeWords } from '@demarc/store';
import { incidentMaker } from './incident-maker.js';

const PAGE = 2_000;
const BACKLOG_ROWS_AT_ONCE = 10;
const NOTHING = {
  events: [],
  decisions: [],
  changed: [],
  timeline: [],
  notices: [],
  outbox: [],
  quarantined: [],
  settled: [],
};

/**
 * Fills an empty store with so many incidents of a year, by the statement by which the router opens them, and writes
 * their words. Indexes are made anew behind it, which takes a third of the time.
 */
export async function fillIncidents(store: DataSource, count: number): Promise<void> {
  const [restoreIndexes, restoreWords] = [
    await withoutIndexes(store, 'incidents'),
    await withoutIndexes(store, 'incident_words'),
  ];
  const made = await incidentMaker(count);
  for (let first = 0; first < count; first += PAGE) {
    const page = Array.from({ length: Math.min(PAGE, count - first) }, (_, at) => made(first + at));
    const opened = page.map(({ incident }) => incident);
    const named = page.map(({ incident: { id, tenant }, named }) => ({ incidentId: id, tenant, keys: named }));
    await inTransaction(store, (client) => commitRoutedBatch(client, { ...NOTHING, opened, named }));
  }
  await restoreIndexes();
  while ((await writeWords(store, BACKLOG_ROWS_AT_ONCE)) > 0);
  await restoreWords();
  await store.query('vacuum analyze incidents, incident_words');
}

/** Drops the indexes of a table that no uniqueness rests on; answers how to make them again. */
async function withoutIndexes(store: DataSource, table: string): Promise<() => Promise<void>> {
  const indexes = await store.query<{ name: string; definition: string }[]>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = $1 and indexdef not like 'CREATE UNIQUE %'`,
    [table],
  );
  for (const { name } of indexes) await store.query(`drop index ${name}`);
  return async () => {
    for (const { definition } of indexes) await store.query(definition);
  };
}
