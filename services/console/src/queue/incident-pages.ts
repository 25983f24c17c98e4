import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { queryClient } from '../api/ask.js';
import { type AnswerAt, call } from '../api/call.js';
import { noteNewest, withNewest } from './newest.js';
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

/** The key of every list. */
export const LISTS = ['GET /v1/incidents', 'list'] as const;

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
    queryKey: [...LISTS, query],
    queryFn: ({ pageParam, signal }) => askPage(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // The feed says what changes; reading hundreds of pages again would say it no better.
    staleTime: Infinity,
    refetchOnReconnect: false,
    // Comparing every row of every page with what it was, each time one more page comes, is most of the work otherwise.
    structuralSharing: (before, read) => keepNewest(before as Pages | undefined, read as Pages),
  });
}

export type Pages = InfiniteData<IncidentPage, string | null>;

export function askPage(query: QueueSearch, cursor: string | null, signal: AbortSignal): Promise<IncidentPage> {
  const reach = cursor === null ? { limit: FIRST_PAGE } : { limit: LATER_PAGE, cursor };
  return call('GET /v1/incidents', { query: { ...query, ...reach } as never, signal });
}

/**
 * Whatever is read was asked for some time ago, and with one more page the others come back as they were then: what was
 * heard of their incidents meanwhile holds.
 */
function keepNewest(before: Pages | undefined, read: Pages): Pages {
  const pages = read.pages.map((page, at) => (page === before?.pages[at] ? page : withNewest(page)));
  return pages.some((page, at) => page !== read.pages[at]) ? { ...read, pages } : read;
}

/** Begins the list anew at its first page, which stays on the screen until the new one is there. Rejects when none came. */
export async function readAgain(query: QueueSearch): Promise<void> {
  const { queryKey } = askIncidents(query);
  cutTo(query, 1);
  await queryClient.refetchQueries({ queryKey, exact: true }, { throwOnError: true });
}

/** Puts what incidents have become into the lists where they stand: each keeps its place. */
export function putIntoLists(latest: ReadonlyMap<string, Heard>): void {
  noteNewest(latest.values());
  for (const [key, data] of queryClient.getQueriesData<Pages>({ queryKey: LISTS })) {
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

/** Of the feed, which does not say what keeps notices back, or of a list. */
export type Heard = Omit<ListedIncident, 'muted'> | ListedIncident;

function newerOf(item: ListedIncident, heard: Heard | undefined): ListedIncident {
  return heard && heard.revision >= item.revision ? { ...item, ...heard } : item;
}

/** Keeps of a list its first pages alone. */
export function cutTo(query: QueueSearch, length: number): void {
  queryClient.setQueryData<Pages>(
    askIncidents(query).queryKey,
    (data) => data && { pages: data.pages.slice(0, length), pageParams: data.pageParams.slice(0, length) },
  );
}
