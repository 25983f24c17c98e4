import type { QueueSearch } from '../queue/queue-search.js';

/** The lists behind the figures of a period: all that was opened in it. */
export type OpenedSearch = Pick<QueueSearch, 'view' | 'state' | 'openedFrom' | 'tenant'>;

/** A list shows what is open unless it is asked for more. */
export const ANY_STATE = ['new', 'acknowledged', 'waiting', 'resolved'] as const;
