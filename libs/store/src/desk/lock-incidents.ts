import type { Incident } from '@demarc/domain';
import type { PoolClient } from 'pg';

/** Incidents by their ids, locked in id order, so that two who want the same ones wait instead of blocking each other. */
export async function lockIncidents(
  client: PoolClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Incident>> {
  const { rows } = await client.query<{ document: Incident }>({
    name: 'lock-incidents-by-id',
    text: 'select document from incidents where incident_id = any($1::uuid[]) order by incident_id for update',
    values: [ids],
  });
  return new Map(rows.map(({ document }) => [document.id, document]));
}
