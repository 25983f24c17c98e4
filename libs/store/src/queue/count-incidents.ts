import type { DataSource } from 'typeorm';
import {
  type IncidentFilter,
  OPEN,
  conditionsOf,
  isOpenOnly,
  openStates,
  placeConditions,
  queuesOf,
} from './incident-filter.js';
import { mergedRuns } from './listed-page.js';
import { runsOf } from './listed-runs.js';
import { heldByWords } from './search-incidents.js';
import { readSearch } from './search-terms.js';
import { type Place, Statement } from './statement.js';

/** Any order would do to count by; this one every run is in. */
const SORT = 'openedAt';

/**
 * How many incidents each of some lists has, in their order, but no more than `most`: who sees that there are a thousand
 * does not need the rest. One statement: what is open is read once for all lists together, from its index alone, and
 * what an index of its own finds is counted by that.
 */
export async function countIncidents(
  store: DataSource,
  filters: readonly IncidentFilter[],
  most: number,
): Promise<readonly number[]> {
  if (filters.length === 0) return [];
  const { values, place } = new Statement();
  const limit = place(most);
  const together = filters.filter(isCountedTogether);
  const counts = filters.map((filter) =>
    isCountedTogether(filter)
      ? `least(open.n${together.indexOf(filter)}, ${limit}::int)`
      : `(select count(*) from (${some(filter, limit, place)}) counted)`,
  );
  const [row] = await store.query<{ counts: number[] }[]>(
    `with open as materialized (${countOpen(together, place)})
     select array[${counts.join(', ')}]::int[] as counts from open`,
    values,
  );
  return row!.counts;
}

const isCountedTogether = (filter: IncidentFilter): boolean =>
  isOpenOnly(filter) && filter.offeredTo === undefined && filter.named === undefined && !filter.q?.trim();

function countOpen(filters: readonly IncidentFilter[], place: Place): string {
  if (filters.length === 0) return 'select';
  const counts = filters.map((filter, at) => {
    const conditions = [
      'true',
      ...openStates(filter, place),
      ...conditionsOf(filter, place),
      ...placeConditions(filter, place),
    ];
    return `count(*) filter (where ${conditions.join(' and ')}) as n${at}`;
  });
  const queues = [...new Set(filters.flatMap(queuesOf))];
  return `select ${counts.join(', ')} from incidents
    where ${OPEN} and queue = any(${place(queues)}::text[])`;
}

function some(filter: IncidentFilter, limit: string, place: Place): string {
  const search = readSearch(filter.q ?? '');
  if (search) return heldByWords({ search, filter, sort: SORT }, limit, place);
  return mergedRuns(runsOf(filter, SORT, place), conditionsOf(filter, place), SORT, limit);
}
