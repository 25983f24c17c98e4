import { useEffect } from 'react';
import { invalidate, queryClient } from '../api/ask.js';
import { onFeedGap, useFeed } from '../api/feed.js';
import { LISTS, putIntoLists } from './incident-pages.js';

/** Keeps what was read true while the console is open, whichever page is shown: whoever comes back finds it as it is. */
export function useListsKept(): void {
  useFeed((messages) => putIntoLists(new Map(messages.map(({ incident }) => [incident.id, incident]))));
  useEffect(
    () =>
      onFeedGap(() => {
        // The list that is shown reads itself again.
        queryClient.removeQueries({ queryKey: LISTS, type: 'inactive' });
        void invalidate('GET /v1/incidents/:id', 'GET /v1/views', 'GET /v1/queues');
      }),
    [],
  );
}
