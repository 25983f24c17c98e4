import type { IncidentSort } from '@demarc/contracts';
import { queryClient } from '../api/ask.js';
import { type Difference, differenceOf } from './difference.js';
import { type IncidentPage, type Pages, askIncidents, askPage, cutTo, putIntoLists } from './incident-pages.js';
import type { QueueSearch } from './queue-search.js';

/** More than this is not read again at once: whoever scrolled further gets there by scrolling. */
const MOST_READ_AGAIN = 5;

/**
 * Reads a list again behind what is kept of it: rows become what they are where they stand, and what else there is to
 * say of it is the answer. Its first page, or with `all` each that is kept; those for which that is too much are kept no
 * longer. Rejects when it cannot be read.
 */
export async function readBehind(query: QueueSearch, sorted: () => IncidentSort, all: boolean): Promise<Difference> {
  const options = askIncidents(query);
  // One that is being read for the first time was perhaps answered too soon: what follows comes after it.
  await queryClient.fetchInfiniteQuery(options);
  const read: IncidentPage[] = [];
  const keptPages = () => queryClient.getQueryData<Pages>(options.queryKey)?.pages ?? [];
  const most = all ? Math.min(keptPages().length, MOST_READ_AGAIN) : 1;
  let cursor: string | null = null;
  do {
    const from: string | null = cursor;
    const page: IncidentPage = await queryClient.fetchQuery({
      queryKey: ['GET /v1/incidents', 'behind', query, from],
      queryFn: ({ signal }) => askPage(query, from, signal),
      staleTime: 0,
      gcTime: 0,
    });
    read.push(page);
    cursor = page.next;
  } while (cursor !== null && read.length < most);
  const rows = read.flatMap(({ items }) => items);
  if (all && cursor !== null && keptPages().length > read.length) cutTo(query, read.length);
  const kept = keptPages();
  const difference = differenceOf(
    { rows: kept.flatMap(({ items }) => items), isAll: kept.at(-1)?.next === null },
    { rows, isAll: cursor === null },
    sorted(),
  );
  putIntoLists(new Map(rows.map((row) => [row.id, row])));
  return difference;
}
