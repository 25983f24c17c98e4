import type { Incident } from '@demarc/domain';
import { type DataSource, readIncident } from '@demarc/store';
import { ProblemError } from '../door/problem-error.js';

/** The incident of an id or reference. Throws `not-found`. */
export async function requireIncident(store: DataSource, idOrReference: string): Promise<Incident> {
  const incident = await readIncident(store, idOrReference);
  if (incident) return incident;
  const detail = `There is no incident ${idOrReference}. Give its id or its reference, such as INC-7K3Q9-X2M4P.`;
  throw new ProblemError('not-found', detail, { errors: [{ field: 'id', detail }] });
}
