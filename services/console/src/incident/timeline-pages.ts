import type { TimelineEntry } from '@demarc/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../api/call.js';
import { useSeenBy } from '../customer-view/seen-by.js';
import { entryKey, useWithheld, withheldEntries } from '../customer-view/withheld.js';

/** As much as the page of an incident brings by itself. */
const AT_ONCE = 200;

interface TimelinePages {
  /** Newest first, as far back as was asked for. */
  readonly entries: readonly TimelineEntry[];
  readonly withheld: ReadonlySet<string>;
  readonly hasOlder: boolean;
  readonly isReading: boolean;
  readonly error: Error | null;
  readonly readOlder: () => void;
}

/** The timeline of an incident: what its page brought, and what was before that a page at a time, once `all` of it is wanted. */
export function useTimelinePages(id: string, latest: readonly TimelineEntry[], all: boolean): TimelinePages {
  const seenBy = useSeenBy();
  const known = useWithheld();
  const own = useInfiniteQuery(askTimeline(id, null, all));
  const compares = all && seenBy !== null && !known.whole;
  const theirs = useInfiniteQuery(askTimeline(id, seenBy, compares));
  // The customer's pages reach as far back as one's own at least, since nothing stands in them that does not here.
  const there = own.data && (!compares || theirs.data) ? entriesOf(own.data.pages) : [];
  const readOlder = () => {
    void own.fetchNextPage();
    if (compares && theirs.hasNextPage) void theirs.fetchNextPage();
  };
  const isBehind = own.hasNextPage && !own.isFetching && there.length > 0 && there.length <= latest.length;
  useEffect(() => {
    // The first page is what was there already.
    if (isBehind) readOlder();
  });
  return {
    entries: newestFirst(latest, there),
    withheld:
      compares && theirs.data
        ? new Set([...known.entries, ...withheldEntries(there, entriesOf(theirs.data.pages))])
        : known.entries,
    hasOlder: own.hasNextPage || own.isError,
    isReading: isReading(own) || (compares && isReading(theirs)),
    error: own.error ?? theirs.error,
    readOlder,
  };
}

/** Not: what is there is read again by itself. */
const isReading = ({ isPending, isFetchingNextPage }: Readonly<Record<'isPending' | 'isFetchingNextPage', boolean>>) =>
  isPending || isFetchingNextPage;

function askTimeline(id: string, seenBy: string | null, enabled: boolean) {
  return {
    queryKey: ['GET /v1/incidents/:id/timeline', { id }, 'pages', { seenBy }],
    queryFn: ({ pageParam, signal }: { readonly pageParam: string | null; readonly signal: AbortSignal }) =>
      call('GET /v1/incidents/:id/timeline', {
        params: { id },
        query: { limit: AT_ONCE, ...(seenBy !== null && { seenBy }), ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: { readonly next: string | null }) => next,
    enabled,
  };
}

const entriesOf = (pages: readonly { readonly items: readonly TimelineEntry[] }[]): readonly TimelineEntry[] =>
  pages.flatMap(({ items }) => items);

/** What just happened is in the page's own part alone until the rest is read again. */
function newestFirst(latest: readonly TimelineEntry[], read: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const byKey = new Map([...read, ...latest].map((entry) => [entryKey(entry), entry]));
  return [...byKey.values()].toSorted((one, other) => other.revision - one.revision);
}
