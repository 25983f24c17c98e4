import type { QueueSearch } from '../queue/queue-search.js';

/** The lists behind the figures of a period: all that was opened in it. */
export type OpenedSearch = Pick<QueueSearch, 'view' | 'state' | 'openedFrom' | 'tenant'>;
