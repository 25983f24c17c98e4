import { type ChannelType, type Contact, type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { CONTACT_AS_JSON } from '../directory/contact-columns.js';
import { onConnection } from './on-connection.js';

export interface DueDelivery {
  readonly id: string;
  readonly tenant: string;
  readonly channel: ChannelType;
  readonly target: string;
  readonly contactName: string;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly retrySince: Instant;
  /** It was kept back before; null: it was not. */
  readonly heldAs: 'muted' | 'held' | null;
  /** The notice's message, as it was planned. */
  readonly message: unknown;
  /** The contact as it is now; null when it was removed. */
  readonly contact: Contact | null;
}

export type ClaimedRow = Omit<DueDelivery, 'retrySince'> & { readonly retrySince: Date };

/** What a claim answers of the rows it moved, which a statement calls `claimed`. */
export const SELECT_CLAIMED = `select c.delivery_id as id, c.tenant_id as tenant, c.channel, c.target, c.contact_name as "contactName",
  c.attempts, c.retry_since as "retrySince", case when c.state in ('muted', 'held') then c.state end as "heldAs", n.message,
  case when k.contact_id is not null then ${CONTACT_AS_JSON} end as contact
from claimed c
join notices n on n.tenant_id = c.tenant_id and n.notice_id = c.notice_id
left join contacts k on k.contact_id = c.contact_id
  and k.tenant_id = case when n.queue like 'microsoft/%' then 'microsoft' else c.tenant_id end`;

export const dueDeliveryOf = (row: ClaimedRow): DueDelivery => ({ ...row, retrySince: instantOf(row.retrySince) });

/**
 * Claims up to `limit` deliveries that are due, the longest waiting first, by moving their due time to `leaseUntil`.
 * Rows that another process claims right now are skipped; a claimer that dies loses them when the lease ends.
 */
export async function claimDueDeliveries(
  store: DataSource,
  { now, leaseUntil, limit }: { readonly now: Instant; readonly leaseUntil: Instant; readonly limit: number },
): Promise<readonly DueDelivery[]> {
  const { rows } = await onConnection(store, (client) =>
    client.query<ClaimedRow>({
      name: 'claim-due-deliveries',
      text: `with due as (
               select tenant_id, delivery_id from deliveries where next_attempt_at <= $1::timestamptz
                 and not (state = 'held' and reason = 'throttled')
               order by next_attempt_at limit $3 for update skip locked),
             claimed as (
               update deliveries d set next_attempt_at = $2::timestamptz from due
               where d.tenant_id = due.tenant_id and d.delivery_id = due.delivery_id
               returning d.*)
             ${SELECT_CLAIMED}`,
      values: [now, leaseUntil, limit],
    }),
  );
  return rows.map(dueDeliveryOf);
}
