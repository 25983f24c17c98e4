import type { PoolClient } from 'pg';

const BYTES_PER_ID = 16;
/** A settlement is at most a batch of the router, or some hundreds of small ones that were merged. */
const ROWS_AT_ONCE = 2_000;
/** Stored size, which is known without reading the ids. */
const SIZE = `(pg_column_size(events) + pg_column_size(decisions) + pg_column_size(incidents) + pg_column_size(notices)
  + pg_column_size(quarantined)) / ${BYTES_PER_ID}`;

/**
 * The oldest settlements that nobody looked at yet, with about `ids` ids together, at least one if there is any.
 * Not by a position: a transaction that began early may commit late.
 */
export async function settlementsToCount(client: PoolClient, ids: number): Promise<readonly string[]> {
  return pick(client, 'not counted', [], ids);
}

/** The next settlements after `after` (null: from the beginning) that were looked at before, since `since`. */
export async function settlementsToLookAtAgain(
  client: PoolClient,
  { after, since }: { readonly after: string | null; readonly since: Date | null },
  ids: number,
): Promise<readonly string[]> {
  const where = `counted and ($2::uuid is null or settlement_id > $2::uuid)
    and ($3::timestamptz is null or settled_at >= $3::timestamptz)`;
  return pick(client, where, [after, since], ids);
}

async function pick(
  client: PoolClient,
  where: string,
  values: readonly unknown[],
  ids: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select settlement_id as id
     from (select settlement_id, size, sum(size) over (order by settlement_id) as so_far
           from (select settlement_id, ${SIZE} as size from settlements where ${where}
                 order by settlement_id limit ${ROWS_AT_ONCE}) s) t
     where so_far - size < $1 order by settlement_id`,
    [ids, ...values],
  );
  return rows.map(({ id }) => id);
}

/** Adds the sequences of settlements whose rows were looked for to what is accounted for of their streams. */
export async function countSettlements(client: PoolClient, settlementIds: readonly string[]): Promise<void> {
  if (settlementIds.length === 0) return;
  await client.query(
    `with counting as (
       update settlements set counted = true where settlement_id = any($1::uuid[]) returning stream, sequences)
     insert into event_streams as e (stream, first_seen_at, looked_at, last_seq, settled)
     select stream, now(), now(), max(upper(sequences)) - 1, range_agg(sequences) from counting
     where stream is not null and not isempty(sequences) group by stream
     on conflict (stream) do update set
       settled = e.settled + excluded.settled, last_seq = greatest(e.last_seq, excluded.last_seq)`,
    [settlementIds],
  );
}

/** When the oldest settlement was committed that nobody looked at yet; null: there is none. */
export async function oldestNotCounted(client: PoolClient): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    'select min(settled_at) as at from settlements where not counted',
  );
  return rows[0]?.at ?? null;
}
