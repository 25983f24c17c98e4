import { type ChannelType, type NoticeKind, type Queue } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { DELIVERY_STATES, type DeliveryState } from '../entities/delivery.entity.js';

/** A delivery's own state, or that of a notice which has no delivery: `owed` or `unreachable`. */
export const DELIVERY_STATUSES = ['owed', 'unreachable', ...DELIVERY_STATES] as const;
export type DeliveryStatus = DeliveryState | 'owed' | 'unreachable';

/** What somebody must look after: given up, or nobody there to tell. */
export const UNDELIVERED: readonly DeliveryStatus[] = ['failed', 'unreachable'];

/** One row of `demarc notices`. Of a notice without a delivery, everything about a delivery is null. */
export interface DeliveryListItem {
  /** The delivery's id, or the notice's when there is no delivery. Sorts by time. */
  readonly id: string;
  readonly tenant: string;
  readonly noticeId: string;
  readonly incidentId: string | null;
  readonly reference: string | null;
  readonly kind: NoticeKind;
  readonly queue: Queue;
  readonly owedAt: Date;
  readonly state: DeliveryStatus;
  readonly contactName: string | null;
  readonly channel: ChannelType | null;
  readonly target: string | null;
  readonly reason: string | null;
  readonly answer: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly sentAt: Date | null;
}

export interface DeliveryFilter {
  /** Null or absent: any. */
  readonly states?: readonly DeliveryStatus[] | null;
  /** Null or absent: all tenants. */
  readonly tenant?: string | null;
  readonly incidentId?: string | null;
  readonly limit: number;
  /** The `id` of the last item of the page before. */
  readonly before?: string | null;
}

/** Deliveries, and notices that have none, newest first. */
export async function listDeliveries(store: DataSource, filter: DeliveryFilter): Promise<readonly DeliveryListItem[]> {
  const { states = null, tenant = null, incidentId = null, before = null, limit } = filter;
  return store.query<DeliveryListItem[]>(
    `select listed.*, i.reference from (
       (select d.delivery_id as id, d.tenant_id as tenant, d.notice_id as "noticeId", d.incident_id as "incidentId",
          n.kind, n.queue, n.owed_at as "owedAt", d.state, d.contact_name as "contactName", d.channel, d.target,
          d.reason, d.answer, d.attempts, d.next_attempt_at as "nextAttemptAt", d.sent_at as "sentAt"
        from deliveries d join notices n on n.tenant_id = d.tenant_id and n.notice_id = d.notice_id
        where ${conditions('d', 'd.delivery_id')} order by d.delivery_id desc limit $5)
       union all
       (select n.notice_id, n.tenant_id, n.notice_id, n.incident_id, n.kind, n.queue, n.owed_at, n.state,
          null, null, null, null, null, 0, null, null
        from notices n where n.state <> 'planned' and ${conditions('n', 'n.notice_id')} order by n.notice_id desc limit $5)
     ) listed left join incidents i on i.tenant_id = listed.tenant and i.incident_id = listed."incidentId"
     order by listed.id desc limit $5`,
    [states, tenant, incidentId, before, limit],
  );
}

function conditions(table: 'd' | 'n', id: string): string {
  return `($1::text[] is null or ${table}.state = any($1)) and ($2::text is null or ${table}.tenant_id = $2)
    and ($3::uuid is null or ${table}.incident_id = $3) and ($4::uuid is null or ${id} < $4)`;
}
