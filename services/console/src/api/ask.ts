import { QueryClient, queryOptions } from '@tanstack/react-query';
import { type AnswerAt, type DoorName, type QueryAt, call } from './call.js';
import { Refused } from './refused.js';

const FRESH_MS = 15_000;
const MOST_TRIES = 3;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // A page without a network says what it could not read, and reads it when there is one again.
      networkMode: 'always',
      refetchOnReconnect: true,
      // What was refused once is refused again; what could not be reached may be reachable soon.
      retry: (failures, error) =>
        navigator.onLine && !(error instanceof Refused && error.status < 500) && failures < MOST_TRIES,
    },
  },
});

/**
 * A question to the API for `useQuery`, `prefetchQuery` and loaders: `useQuery(ask('GET /v1/queues'))`. Its key is the
 * door, its parameters and its query, so that `invalidate('GET /v1/queues')` reaches every form of it.
 */
export function ask<Door extends DoorName & `GET ${string}`>(
  door: Door,
  params: Readonly<Record<string, string>> = {},
  query?: QueryAt<Door>,
) {
  return queryOptions<AnswerAt<Door>, Error, AnswerAt<Door>, readonly unknown[]>({
    queryKey: [door, params, query ?? {}],
    queryFn: ({ signal }) => call(door, { params, signal, ...(query !== undefined && { query }) }),
  });
}

/** What was read from these doors is read again where it is on the page. */
export async function invalidate(...doors: readonly (DoorName & `GET ${string}`)[]): Promise<void> {
  await Promise.all(doors.map((door) => queryClient.invalidateQueries({ queryKey: [door] })));
}
