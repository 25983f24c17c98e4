import { infiniteQueryOptions } from '@tanstack/react-query';
import { type AnswerAt, type QueryAt, call } from './call.js';

type PagedDoor = 'GET /v1/quarantine' | 'GET /v1/notices' | 'GET /v1/notices/owed';
const READ_AGAIN_MS = 30_000;

/**
 * A list page by page for `useInfiniteQuery`. While only its first page is shown it is read again by itself, since the
 * feed does not say what becomes of it; whoever has gone on to further pages is not disturbed.
 */
export function askPages<Door extends PagedDoor>(door: Door, query: QueryAt<Door>) {
  return infiniteQueryOptions({
    queryKey: [door, 'pages', query],
    queryFn: ({ pageParam, signal }) =>
      call(door, { query: { ...query, ...(pageParam !== null && { cursor: pageParam }) } as never, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: AnswerAt<Door>) => (page as { readonly next: string | null }).next,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? READ_AGAIN_MS : false),
  });
}
