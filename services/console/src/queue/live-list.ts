import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useFeed } from '../api/feed.js';
import { ask } from '../api/ask.js';
import { useMe } from '../session/me.js';
import { fits } from './fits.js';
import { type ListedIncident, putIntoLists, readAgain } from './incident-pages.js';
import type { QueueSearch } from './queue-search.js';

const SHOWN_MS = 2_500;

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

/**
 * Keeps a list as it is read: rows become what their incidents are, where they stand; what is new is counted and comes
 * when asked for; what has left stays, marked, until then.
 */
export function useLiveList(rows: readonly ListedIncident[], query: QueueSearch): LiveList {
  const { name } = useMe();
  const views = useQuery(ask('GET /v1/views')).data;
  const fitting = useMemo(() => {
    const view = views?.items.find((item) => item.name === query.view)?.query ?? {};
    return { ...view, ...query } as QueueSearch;
  }, [views, query]);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());

  const [begun, setBegun] = useState(0);

  useEffect(() => setArrived(new Set()), [query]);
  useEffect(() => {
    if (changed.size === 0) return;
    const timer = setTimeout(() => setChanged(new Set()), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [changed]);

  useFeed((messages) => {
    const known = new Set(rows.map(({ id }) => id));
    const latest = new Map(messages.map(({ incident }) => [incident.id, incident]));
    putIntoLists(latest);
    setChanged(new Set([...latest.keys()].filter((id) => known.has(id))));
    setArrived((before) => {
      const after = new Set(before);
      for (const incident of latest.values()) {
        if (known.has(incident.id)) continue;
        if (fits(incident, fitting, name)) after.add(incident.id);
        else after.delete(incident.id);
      }
      return after;
    });
  });

  const hasLeft = useCallback(
    (row: ListedIncident) => !fits(row, { ...fitting, q: undefined } as never, name),
    [fitting, name],
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
      setBegun((times) => times + 1);
    },
  };
}
