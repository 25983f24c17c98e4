import type { Incident } from '@demarc/domain';
import type { DataSource } from 'typeorm';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An incident by its id or, in any case, by its reference; null when there is none. */
export async function readIncident(store: DataSource, idOrReference: string): Promise<Incident | null> {
  const [row] = await store.query<{ document: Incident }[]>(
    UUID.test(idOrReference)
      ? 'select document from incidents where incident_id = $1'
      : 'select document from incidents where reference = upper($1)',
    [idOrReference],
  );
  return row?.document ?? null;
}
