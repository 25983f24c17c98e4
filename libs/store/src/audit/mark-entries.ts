import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';
import { markerOf } from './entry-marker.js';

/** An entry of the record, by the name under which it is sealed. */
export interface MarkedEntry {
  readonly tenant: string;
  readonly name: string;
}

export const timelineName = (incidentId: string, revision: number): string => `timeline/${incidentId}/${revision}`;
export const administrationName = (entryId: string): string => `administration/${entryId}`;

/**
 * Notes that entries are to be sealed, in the transaction that writes them: one row for each tenant, whatever their
 * number. They are sealed behind it, since a chain that is written at once would put all writers into one line.
 */
export async function markEntries(client: PoolClient, entries: readonly MarkedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const marker = markerOf(client);
  const marks = [...Map.groupBy(entries, ({ tenant }) => tenant)].map(([tenant, of]) => {
    const names = of.map(({ name }) => name).join('\n');
    const markId = newId();
    return { tenant, markId, names, mac: marker?.sign(tenant, markId, names) ?? null };
  });
  await client.query({
    name: 'mark-entries',
    text: `insert into audit_pending (tenant_id, mark_id, names, mac, key_id)
           select m.*, $5 from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[]) m`,
    values: [
      marks.map(({ tenant }) => tenant),
      marks.map(({ markId }) => markId),
      marks.map(({ names }) => names),
      marks.map(({ mac }) => mac),
      marker?.keyId ?? null,
    ],
  });
}
