import type { PoolClient } from 'pg';
import type { ColumnType } from './copy-buffer.js';

/** The stages of each connection, and which of them this transaction has filled. */
const stages = new WeakMap<PoolClient, Map<string, 'empty' | 'filled'>>();

const PLAIN: ReadonlySet<ColumnType> = new Set(['uuid', 'int4', 'int8', 'timestamptz']);

/**
 * An empty table of the connection's own, with these columns. Whatever role the connection takes may use it, since
 * nobody else can. Nothing in it is compressed: what the table itself compresses would be done twice.
 */
export async function emptyStage(
  client: PoolClient,
  stage: string,
  columns: Readonly<Record<string, ColumnType>>,
): Promise<void> {
  const known = stages.get(client) ?? new Map<string, 'empty' | 'filled'>();
  stages.set(client, known);
  if (known.get(stage) === 'filled') await client.query(`truncate pg_temp.${stage}`);
  if (!known.has(stage)) {
    const typed = Object.entries(columns).map(
      ([name, type]) => `${name} ${type}${PLAIN.has(type) ? '' : ' storage external'}`,
    );
    await client.query(`do $$ begin
      if to_regclass('pg_temp.${stage}') is null then
        create temp table ${stage} (${typed.join(', ')}) with (toast_tuple_target = 8160) on commit delete rows;
        grant all on pg_temp.${stage} to public;
      end if;
    end $$`);
  }
  known.set(stage, 'filled');
}

/** A commit empties what was filled. */
export function noteCommit(client: PoolClient): void {
  const known = stages.get(client);
  if (known) for (const stage of known.keys()) known.set(stage, 'empty');
}

/** What a transaction made that was rolled back is gone. */
export function noteRollback(client: PoolClient): void {
  stages.delete(client);
}
