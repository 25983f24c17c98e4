import { CUSTODY_CHANGE_TYPES, type CustodyChange, type Incident } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type SelectedChange, timelineItemOf } from './read-timeline.js';

/** All changes of an incident that bear on whose time it takes, in order, however long its timeline is otherwise. */
export async function readCustody(
  store: DataSource,
  { tenant, id }: Pick<Incident, 'tenant' | 'id'>,
): Promise<readonly CustodyChange[]> {
  const rows = await store.query<SelectedChange[]>(
    `select revision, at, type, actor_party as party, actor_name as name, change from timeline
     where tenant_id = $1 and incident_id = $2 and type = any($3) order by revision`,
    [tenant, id, CUSTODY_CHANGE_TYPES],
  );
  return rows.map((row) => timelineItemOf(row).change as CustodyChange);
}
