import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { onConnection } from './on-connection.js';

/**
 * Makes deliveries due now that are to be tried later than `latest`, which nobody puts off so far: they were planned by a
 * clock that was ahead, and would wait for as long as it was. Answers how many.
 */
export async function bringBackDeliveries(
  store: DataSource,
  { now, latest }: { readonly now: Instant; readonly latest: Instant },
): Promise<number> {
  const { rowCount } = await onConnection(store, (client) =>
    client.query({
      name: 'bring-back-deliveries',
      text: `update deliveries set next_attempt_at = $1::timestamptz
             where next_attempt_at > $2::timestamptz and state in ('pending', 'retrying')`,
      values: [now, latest],
    }),
  );
  return rowCount ?? 0;
}
