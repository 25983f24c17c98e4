import type { Incident } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/** An incident that another one is linked to, and why. */
export type LinkedItem = Pick<Incident, 'id' | 'reference' | 'party' | 'queue' | 'state' | 'severity' | 'about'> & {
  readonly because: string;
};

const MOST_LINKED = 50;

/** The incidents that an incident is linked to, oldest first; those internal to Microsoft only when asked for. */
export async function readLinked(
  store: DataSource,
  { tenant, id, linked }: Pick<Incident, 'tenant' | 'id' | 'linked'>,
  internal: boolean,
): Promise<LinkedItem[]> {
  if (linked.length === 0) return [];
  const rows = await store.query<{ document: Incident; because: string | null }[]>(
    `select i.document, (
       select t.change->>'because' from timeline t
       where t.tenant_id = $1 and t.incident_id = $2 and t.type = 'incident.linked'
         and t.change->>'to' = i.incident_id::text limit 1) as because
     from incidents i where i.tenant_id = $1 and i.incident_id = any($3::uuid[])
       and ($5 or coalesce(i.document->'internal', 'false') = 'false')
     order by i.opened_at, i.incident_id limit $4`,
    [tenant, id, linked, MOST_LINKED, internal],
  );
  return rows.map(({ document, because }) => {
    const { id: other, reference, party, queue, state, severity, about } = document;
    return { id: other, reference, party, queue, state, severity, about, because: because ?? '' };
  });
}
