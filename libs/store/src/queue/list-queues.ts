import { type Instant, type Party, QUEUES, type Queue, instantOf, partyOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface QueueCounts {
  readonly queue: Queue;
  readonly party: Party;
  readonly counts: { readonly new: number; readonly acknowledged: number };
  readonly unacknowledged: number;
  readonly oldestOpenedAt: Instant | null;
}

interface Row {
  queue: Queue;
  new: number;
  acknowledged: number;
  oldest: Date;
}

/** Every queue with its open work, of all tenants or of one; read from the index of open incidents alone. */
export async function listQueues(store: DataSource, tenant: string | null): Promise<QueueCounts[]> {
  const rows = await store.query<Row[]>(
    `select queue, count(*) filter (where state = 'new')::int as new,
            count(*) filter (where state = 'acknowledged')::int as acknowledged, min(opened_at) as oldest
     from incidents where state <> 'resolved' and ($1::text is null or tenant_id = $1) group by queue`,
    [tenant],
  );
  return QUEUES.map((queue) => {
    const row = rows.find((candidate) => candidate.queue === queue);
    const counts = { new: row?.new ?? 0, acknowledged: row?.acknowledged ?? 0 };
    return {
      queue,
      party: partyOf(queue),
      counts,
      unacknowledged: counts.new,
      oldestOpenedAt: row ? instantOf(row.oldest) : null,
    };
  });
}
