import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '../api/call.js';

const DOOR = 'GET /v1/tenants/:tenant/directory/devices';
const PER_PAGE = 100;

/** A tenant's devices page by page, as one scrolls; `q` begins a name, a serial, an Entra or a Defender id. */
export function askDevices(tenant: string, q: string) {
  return infiniteQueryOptions({
    queryKey: [DOOR, { tenant }, 'list', q],
    queryFn: ({ pageParam, signal }) =>
      call(DOOR, {
        params: { tenant },
        query: { limit: PER_PAGE, ...(q !== '' && { q }), ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}
