import { queryClient } from '../api/ask.js';
import { type IncidentPage, LISTS, type Pages, askIncidents, askPage, cutTo, putIntoLists } from './incident-pages.js';
import type { Reach } from './order.js';
import type { QueueSearch } from './queue-search.js';

/** What was kept of a list, and what it is. */
export interface ReadBehind {
  readonly kept: Reach;
  readonly read: Reach;
}

/** More than this is not read again at once: whoever scrolled further gets there by scrolling. */
const MOST_READ_AGAIN = 5;

/**
 * Reads a list again behind what is kept of it: rows become what they are where they stand, and what else there is to
 * say of it is the answer. Its first page, or with `all` each that is kept; those for which that is too much are kept no
 * longer. Rejects when it cannot be read.
 */
export async function readBehind(query: QueueSearch, all: boolean): Promise<ReadBehind> {
  const options = askIncidents(query);
  // One that is being read for the first time was perhaps answered too soon: what follows comes after it.
  await queryClient.fetchInfiniteQuery(options);
  const read: IncidentPage[] = [];
  const keptPages = () => queryClient.getQueryData<Pages>(options.queryKey)?.pages ?? [];
  // What the customer is sent, where one looks as they do: it says what is withheld, and comes before what is new to that.
  await queryClient.refetchQueries({ queryKey: LISTS, type: 'active', predicate: isTheirs });
  if (all && keptPages().length > MOST_READ_AGAIN) cutTo(query, MOST_READ_AGAIN);
  const most = all ? keptPages().length : 1;
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
  const pages = keptPages();
  const kept = { rows: pages.flatMap(({ items }) => items), isAll: pages.at(-1)?.next === null };
  putIntoLists(new Map(rows.map((row) => [row.id, row])));
  return { kept, read: { rows, isAll: cursor === null } };
}

const isTheirs = ({ queryKey: [, , query] }: { readonly queryKey: readonly unknown[] }) =>
  (query as QueueSearch).seenBy !== undefined;
