import type { PoolClient } from 'pg';
import type { Written } from './note-settled.js';

/** What the reconciliation looks for, by the table it stands in. */
export type Accounted = 'events' | 'decisions' | 'incidents' | 'notices' | 'quarantine';

/**
 * Says in the caller's transaction that rows are taken away on purpose, and why in a word (`retention`): whoever deletes
 * rows of these tables calls it, or they are missed and Microsoft's operations hear of it.
 */
export async function noteRemoved(
  client: PoolClient,
  what: Accounted,
  rows: readonly Written[],
  because: string,
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into removals (removed_id, tenant_id, what, because)
     select id, tenant, $3, $4 from unnest($1::uuid[], $2::text[]) as r(id, tenant) on conflict do nothing`,
    [rows.map(({ id }) => id), rows.map(({ tenant }) => tenant), what, because],
  );
}
