import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useFeed } from '../api/feed.js';
import { type ListedIncident, askIncidents, readAgain } from './incident-pages.js';
import type { QueueSearch } from './queue-search.js';

const NONE: ReadonlySet<string> = new Set();

interface ShownToCustomer {
  /** As far as it is known what of them the customer is shown. */
  readonly rows: readonly ListedIncident[];
  readonly withheld: ReadonlySet<string>;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** Reads their list anew; before one's own, or what is new in that would seem to be withheld. */
  readonly readTheirs: () => Promise<void>;
}

/**
 * The same list as the customer is sent it, beside one's own: what is in one's own alone is withheld. Both have the same
 * order and pages of the same size, and theirs leaves out: as many pages of it reach at least as far.
 */
export function useShownToCustomer(
  seenBy: string | null,
  query: QueueSearch,
  pages: readonly { readonly items: readonly ListedIncident[] }[],
): ShownToCustomer {
  const theirQuery = useMemo(() => ({ ...query, seenBy: seenBy ?? '' }), [query, seenBy]);
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    ...askIncidents(theirQuery),
    enabled: seenBy !== null,
  });
  const theirs = data?.pages;
  const known = theirs === undefined ? 0 : hasNextPage ? theirs.length : Infinity;
  useEffect(() => {
    if (seenBy !== null && known < pages.length && !isFetching && !error) void fetchNextPage();
  }, [seenBy, known, pages.length, isFetching, error, fetchNextPage]);

  const rows = useMemo(
    () => pages.slice(0, seenBy === null ? undefined : Math.min(known, pages.length)).flatMap(({ items }) => items),
    [pages, seenBy, known],
  );
  const withheld = useMemo(() => {
    if (seenBy === null || !theirs) return NONE;
    const shown = new Set(theirs.flatMap(({ items }) => items.map(({ id }) => id)));
    return new Set(rows.map(({ id }) => id).filter((id) => !shown.has(id)));
  }, [seenBy, theirs, rows]);
  // It may have been shown to them by what happened.
  useFeed((messages) => {
    if (!messages.some(({ incident }) => withheld.has(incident.id))) return;
    // Until it can be read they stay marked as withheld: what the provider is told of the customer's view errs that way.
    readAgain(theirQuery).catch(() => undefined);
  });
  return {
    rows,
    withheld,
    isPending: seenBy !== null && isPending,
    error: seenBy === null ? null : error,
    readTheirs: async () => {
      if (seenBy !== null) await readAgain(theirQuery);
    },
  };
}
