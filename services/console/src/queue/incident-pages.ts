import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { queryClient } from '../api/ask.js';
import { type AnswerAt, call } from '../api/call.js';
import type { Me } from '../session/me.js';
import type { QueueSearch } from './queue-search.js';

export type IncidentPage = AnswerAt<'GET /v1/incidents'>;
export type ListedIncident = IncidentPage['items'][number];

/** The first page is there sooner when it is smaller; whoever scrolls on wants much. */
const FIRST_PAGE = 100;
const LATER_PAGE = 200;
export const OPEN = ['new', 'acknowledged', 'waiting'] as const;
/** A tab that is no saved view: everything one may see. */
export const EVERYTHING = 'all';

/** What the API is asked for, for what stands in the address. */
export function listQuery(
  { view, seenBy, ...given }: QueueSearch,
  { party: own }: Pick<Me, 'party'>,
): Omit<QueueSearch, 'seenBy'> {
  const party = seenBy === undefined ? own : 'customer';
  const search = seenBy === undefined ? given : { ...given, tenant: seenBy };
  if (view === EVERYTHING) return { state: OPEN, ...search };
  if (view !== undefined) return { view, ...search };
  return { state: OPEN, ...(search.queue === undefined && { party }), ...search };
}

/** The list page by page, as one scrolls: each page names the next. */
export function askIncidents(query: QueueSearch) {
  return infiniteQueryOptions({
    queryKey: ['GET /v1/incidents', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/incidents', {
        query: {
          ...query,
          ...(pageParam === null ? { limit: FIRST_PAGE } : { limit: LATER_PAGE, cursor: pageParam }),
        } as never,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // The feed says what changes; reading hundreds of pages again would say it no better.
    staleTime: Infinity,
    refetchOnReconnect: false,
    // Comparing every row of every page with what it was, each time one more page comes, is most of the work otherwise.
    structuralSharing: false,
  });
}

type Pages = InfiniteData<IncidentPage, string | null>;

/** Begins the list anew at its first page, which stays on the screen until the new one is there. Rejects when none came. */
export async function readAgain(query: QueueSearch): Promise<void> {
  const { queryKey } = askIncidents(query);
  queryClient.setQueryData<Pages>(
    queryKey,
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  );
  await queryClient.refetchQueries({ queryKey, exact: true }, { throwOnError: true });
}

/** Puts what incidents have become into the lists where they stand: each keeps its place. */
export function putIntoLists(latest: ReadonlyMap<string, Omit<ListedIncident, 'muted'>>): void {
  for (const [key, data] of queryClient.getQueriesData<Pages>({ queryKey: ['GET /v1/incidents', 'list'] })) {
    if (!data) continue;
    let changed = false;
    const pages = data.pages.map((page) => {
      if (!page.items.some(({ id }) => latest.has(id))) return page;
      changed = true;
      return { ...page, items: page.items.map((item) => newerOf(item, latest.get(item.id))) };
    });
    if (changed) queryClient.setQueryData<Pages>(key, { ...data, pages });
  }
}

function newerOf(item: ListedIncident, other: Omit<ListedIncident, 'muted'> | undefined): ListedIncident {
  return other && other.revision >= item.revision ? { ...other, muted: item.muted } : item;
}
