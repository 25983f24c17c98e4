import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface DeliveryCounts {
  /** Deliveries that wait although their time has come. */
  readonly due: number;
  /** Given up: the dead letter. */
  readonly failed: number;
  /** Notices whose party has no contact. */
  readonly unreachable: number;
}

/** What is left to do, for metrics and health; reads partial indexes only. */
export async function countDeliveries(store: DataSource, now: Instant): Promise<DeliveryCounts> {
  const [row] = await store.query<DeliveryCounts[]>(
    `select (select count(*)::int from deliveries where next_attempt_at <= $1::timestamptz) as due,
            (select count(*)::int from deliveries where state = 'failed') as failed,
            (select count(*)::int from notices where state = 'unreachable' and state <> 'planned') as unreachable`,
    [now],
  );
  return row!;
}
