import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type ColumnType, CopyBuffer, type CopyValue } from './copy-buffer.js';
import { emptyStage } from './stages.js';

/** A table's columns in the order of a row's values. */
export type CopyColumns = Readonly<Record<string, ColumnType>>;

/**
 * Inserts many rows with one binary `copy`: no statement to parse, no parameter to bind, no text to escape, which made
 * it the fastest of the ways measured (`DECISIONS.md`). Fails as a whole, for instance on a unique violation.
 *
 * PostgreSQL copies into no table with row-level security: rows are copied into a table of the connection's own, and
 * inserted from there, where the policies look at them. Only within {@link inTransaction}, at whose end it is empty again.
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: CopyColumns,
  rows: readonly (readonly CopyValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const stage = `staged_${table}`;
  const names = Object.keys(columns).join(', ');
  await emptyStage(client, stage, columns);
  const buffer = new CopyBuffer(Object.values(columns));
  for (const row of rows) buffer.addRow(row);
  const stream = client.query(copyFrom(`copy pg_temp.${stage} (${names}) from stdin (format binary)`));
  stream.end(buffer.finish());
  await once(stream, 'finish');
  buffer.release();
  const { rowCount } = await client.query({
    name: `unstage-${table}`,
    text: `insert into ${table} (${names}) select ${names} from pg_temp.${stage}`,
  });
  if (rowCount !== rows.length)
    throw new Error(`Of ${rows.length} rows ${rowCount} reached ${table}: they are copied within a transaction.`);
}
