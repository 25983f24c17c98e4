import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Ids of unresolved incidents that name any of the keys and were opened since `openedSince`, in order, at most `limit`;
 * go on after the last one. Only these are touched when a device changes, however many others there are.
 */
export async function incidentsNaming(
  store: DataSource,
  tenant: string,
  keys: readonly string[],
  { openedSince, limit, after = LOWEST_ID }: { openedSince: Instant; limit: number; after?: string | undefined },
): Promise<readonly string[]> {
  const rows = await store.query<{ id: string }[]>(
    `select incident_id as id from incidents
     where state <> 'resolved' and named && $2::text[] and tenant_id = $1 and opened_at >= $3 and incident_id > $4
     order by incident_id limit $5`,
    [tenant, keys, openedSince, after, limit],
  );
  return rows.map(({ id }) => id);
}
