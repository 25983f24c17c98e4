import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { ask, queryClient } from '../api/ask.js';
import { onFeedGap, useFeed } from '../api/feed.js';
import { useMe } from '../session/me.js';
import { differenceOf } from './difference.js';
import { fits } from './fits.js';
import { type ListedIncident, askIncidents, readAgain } from './incident-pages.js';
import { asNewest } from './newest.js';
import { type Reach, reaches } from './order.js';
import type { QueueSearch } from './queue-search.js';
import type { ReadBehind } from './read-behind.js';
import { SORTS } from './sorts.js';

const SHOWN_MS = 2_500;
const AGAIN_AFTER_MS = 10_000;

interface LiveList {
  /** How many incidents belong into the list and are not in it yet. */
  readonly arrived: number;
  /** Those that changed a moment ago. */
  readonly changed: ReadonlySet<string>;
  /** Whether a row is shown and belongs there no more. */
  readonly hasLeft: (row: ListedIncident) => boolean;
  /** How often the list began anew. */
  readonly begun: number;
  /** Reads the list anew. Rejects when that could not be done: what is new is still offered then. */
  readonly show: () => Promise<void>;
}

type Ids = ReadonlySet<string>;
const NONE: Ids = new Set();

/**
 * Keeps a list as it is read: rows become what their incidents are, where they stand; what is new is counted and comes
 * when asked for; what has left stays, marked, until then. A list that one comes back to is shown as it was kept, and
 * read again behind that.
 */
export function useLiveList({ rows, isAll }: Reach, query: QueueSearch): LiveList {
  const { name } = useMe();
  const views = useQuery(ask('GET /v1/views')).data;
  const fitting = useMemo(() => {
    const view = views?.items.find((item) => item.name === query.view)?.query ?? {};
    return { ...view, ...query } as QueueSearch;
  }, [views, query]);
  const { sort = SORTS[0] } = fitting;
  const [arrived, setArrived] = useState(NONE);
  const [gone, setGone] = useState(NONE);
  const [changed, setChanged] = useState(NONE);
  const [begun, setBegun] = useState(0);

  useEffect(() => {
    setArrived(NONE);
    setGone(NONE);
  }, [query]);
  useEffect(() => {
    if (changed.size === 0) return;
    const timer = setTimeout(() => setChanged(NONE), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [changed]);

  useFeed((messages) => {
    const known = new Set(rows.map(({ id }) => id));
    const latest = new Map(messages.map(({ incident }) => [incident.id, incident]));
    setChanged(new Set([...latest.keys()].filter((id) => known.has(id))));
    setArrived((before) => {
      const after = new Set(before);
      for (const incident of latest.values()) {
        if (known.has(incident.id)) continue;
        if (!fits(incident, fitting, name, Date.now())) after.delete(incident.id);
        else if (reaches({ rows, isAll }, incident, sort)) after.add(incident.id);
      }
      return after;
    });
  });

  const take = useEffectEvent(({ kept, read }: ReadBehind, all: boolean) => {
    const difference = differenceOf(kept, read, sort);
    // The answer may be older than what the feed said meanwhile.
    const fresh = difference.arrived.filter((row) => {
      const now = asNewest(row);
      return now === row || fits(now, fitting, name, Date.now());
    });
    setArrived((before) => new Set([...before, ...fresh.map(({ id }) => id)]));
    if (all) setGone(difference.gone);
  });
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    let isShown = true;
    const isRead = () => queryClient.getQueryData(askIncidents(query).queryKey) !== undefined;
    const read = async (all: boolean): Promise<void> => {
      clearTimeout(again);
      try {
        // Not needed before the list is there.
        const { readBehind } = await import('./read-behind.js');
        const both = await readBehind(query, all);
        if (isShown) take(both, all);
      } catch {
        // A list that could not be read at all says so itself, and is read by whoever tries again.
        if (isShown && isRead()) again = setTimeout(() => void read(all), AGAIN_AFTER_MS);
      }
    };
    if (isRead()) void read(false);
    const endGaps = onFeedGap(() => void read(true));
    return () => {
      isShown = false;
      clearTimeout(again);
      endGaps();
    };
  }, [query]);

  const hasLeft = useCallback(
    // What cannot be told of a row is as the API said.
    (row: ListedIncident) =>
      gone.has(row.id) || !fits(row, { ...fitting, q: undefined, device: undefined } as never, name, Date.now()),
    [gone, fitting, name],
  );
  // What was scrolled to meanwhile is new no more.
  const unseen = useMemo(() => {
    if (arrived.size === 0) return 0;
    const seen = rows.reduce((count, { id }) => count + (arrived.has(id) ? 1 : 0), 0);
    return arrived.size - seen;
  }, [arrived, rows]);
  return {
    arrived: unseen,
    changed,
    hasLeft,
    begun,
    show: async () => {
      await readAgain(query);
      setArrived((now) => new Set([...now].filter((id) => !arrived.has(id))));
      setGone(NONE);
      setBegun((times) => times + 1);
    },
  };
}
