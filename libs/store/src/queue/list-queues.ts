import { type Instant, type Party, QUEUES, type Queue, instantOf, partyOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface QueueCounts {
  readonly queue: Queue;
  readonly party: Party;
  readonly counts: { readonly new: number; readonly acknowledged: number; readonly waiting: number };
  readonly unacknowledged: number;
  readonly breached: number;
  readonly snoozed: number;
  /** What others offer to it. */
  readonly offered: number;
  readonly oldestOpenedAt: Instant | null;
}

interface Row {
  readonly queue: Queue;
  readonly new: number;
  readonly acknowledged: number;
  readonly waiting: number;
  readonly breached: number;
  readonly snoozed: number;
  readonly offered: number;
  readonly oldest: Date | null;
}

const NOTHING = { new: 0, acknowledged: 0, waiting: 0, breached: 0, snoozed: 0, offered: 0, oldest: null };

/**
 * Every queue with its open work, of all tenants or of one; read from the index of open incidents alone. `internal`:
 * also what is internal to Microsoft.
 */
export async function listQueues(store: DataSource, tenant: string | null, internal: boolean): Promise<QueueCounts[]> {
  const rows = await store.query<Row[]>(
    `with held as (
       select queue, count(*) filter (where state = 'new') as new,
              count(*) filter (where state = 'acknowledged') as acknowledged,
              count(*) filter (where state = 'waiting') as waiting,
              count(*) filter (where is_breached) as breached, count(*) filter (where is_snoozed) as snoozed,
              min(opened_at) as oldest
       from incidents where state <> 'resolved' and ($1::text is null or tenant_id = $1) and ($2 or not is_internal)
       group by queue
     ), given as (
       select offered_to as queue, count(*) as offered from incidents
       where offered_to is not null and ($1::text is null or tenant_id = $1) and ($2 or not is_internal)
       group by offered_to
     )
     select queue, coalesce(new, 0)::int as new, coalesce(acknowledged, 0)::int as acknowledged,
            coalesce(waiting, 0)::int as waiting, coalesce(breached, 0)::int as breached,
            coalesce(snoozed, 0)::int as snoozed, coalesce(offered, 0)::int as offered, oldest
     from held full join given using (queue)`,
    [tenant, internal],
  );
  return QUEUES.map((queue) => {
    const row = rows.find((candidate) => candidate.queue === queue) ?? NOTHING;
    const { new: untouched, acknowledged, waiting, breached, snoozed, offered, oldest } = row;
    return {
      queue,
      party: partyOf(queue),
      counts: { new: untouched, acknowledged, waiting },
      unacknowledged: untouched,
      breached,
      snoozed,
      offered,
      oldestOpenedAt: oldest && instantOf(oldest),
    };
  });
}
