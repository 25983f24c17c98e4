import type { DataSource } from 'typeorm';

/**
 * Messages of unreachable notices whose party can be told by now, the longest owed first, at most `limit`.
 * Locks nothing: `planNotices` makes sure that each is planned once.
 */
export async function loadReachableAgain(store: DataSource, limit: number): Promise<readonly unknown[]> {
  const rows = await store.query<{ message: unknown }[]>(
    `select n.message from notices n
     where n.state = 'unreachable' and n.message is not null and exists (
       select from contacts c
       where c.party = split_part(n.queue, '/', 1) and jsonb_array_length(c.channels) > 0
         and c.tenant_id = case when n.queue like 'microsoft/%' then 'microsoft' else n.tenant_id end)
     order by n.owed_at limit $1`,
    [limit],
  );
  return rows.map((row) => row.message);
}
