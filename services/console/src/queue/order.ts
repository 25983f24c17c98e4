import type { IncidentSort, IncidentView } from '@demarc/contracts';
import type { ListedIncident } from './incident-pages.js';

type Sorted = Pick<IncidentView, 'id' | 'severity' | 'openedAt' | 'lastActivityAt' | 'dues'>;

/** Rows of a list from its begin. */
export interface Reach {
  readonly rows: readonly ListedIncident[];
  /** There are no more than these. */
  readonly isAll: boolean;
}

/** What nothing is due of comes last. */
const NEVER = '9999';
const due = ({ dues }: Sorted) => dues[0]?.at ?? NEVER;

/** As the API sorts. */
const ORDERS: Readonly<Record<IncidentSort, { readonly keys: readonly ((of: Sorted) => string)[]; down?: true }>> = {
  '-openedAt': { keys: [({ openedAt }) => openedAt], down: true },
  openedAt: { keys: [({ openedAt }) => openedAt] },
  severity: { keys: [({ severity }) => severity, ({ openedAt }) => openedAt] },
  '-lastActivityAt': { keys: [({ lastActivityAt }) => lastActivityAt], down: true },
  lastActivityAt: { keys: [({ lastActivityAt }) => lastActivityAt] },
  nextDueAt: { keys: [due] },
};

/** Whether a list that is sorted so has the one before the other. */
function comesBefore(sort: IncidentSort, one: Sorted, other: Sorted): boolean {
  const { keys, down = false } = ORDERS[sort];
  for (const key of [...keys, ({ id }: Sorted) => id]) {
    const [a, b] = [key(one), key(other)];
    if (a !== b) return down ? a > b : a < b;
  }
  return false;
}

/** Whether an incident of the list would have to be among these rows. */
export function reaches({ rows, isAll }: Reach, row: Sorted, sort: IncidentSort): boolean {
  const last = rows.at(-1);
  return isAll || (last !== undefined && comesBefore(sort, row, last));
}
