import { type Actor, type Incident, seesInternal } from '@demarc/domain';
import { type DataSource, readIncident } from '@demarc/store';
import { ProblemError } from '../door/problem-error.js';

/**
 * The incident of an id or reference, as far as the reader may know of it: what is internal to Microsoft does not exist
 * for anybody else. Throws `not-found`.
 */
export async function requireIncident(store: DataSource, idOrReference: string, reader: Actor): Promise<Incident> {
  const incident = await readIncident(store, idOrReference);
  return incident && isVisible(incident, reader) ? incident : noSuchIncident(idOrReference);
}

export function isVisible({ internal }: Pick<Incident, 'internal'>, reader: Actor): boolean {
  return !internal || seesInternal(reader.party);
}

/** Throws `not-found`. */
export function noSuchIncident(idOrReference: string): never {
  const detail = `There is no incident ${idOrReference}. Give its id or its reference, such as INC-7K3Q9-X2M4P.`;
  throw new ProblemError('not-found', detail, { errors: [{ field: 'id', detail }] });
}
