import type { IncidentSort } from '@demarc/contracts';
import type { ListedIncident } from './incident-pages.js';
import { type Reach, reaches } from './order.js';

/** What a list that was read again has become. */
export interface Difference {
  /** In it now, where what is kept of it reaches; what comes further down is not new, it was only not reached. */
  readonly arrived: readonly ListedIncident[];
  /** Kept, and in it no more. */
  readonly gone: ReadonlySet<string>;
}

export function differenceOf(kept: Reach, read: Reach, sort: IncidentSort): Difference {
  const keptIds = new Set(kept.rows.map(({ id }) => id));
  const readIds = new Set(read.rows.map(({ id }) => id));
  return {
    arrived: read.rows.filter((row) => !keptIds.has(row.id) && reaches(kept, row, sort)),
    gone: new Set(kept.rows.filter((row) => !readIds.has(row.id) && reaches(read, row, sort)).map(({ id }) => id)),
  };
}
