import { type Incident, type Instant, type NoticeKind, type Queue, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { NoticeState } from '../entities/notice.entity.js';
import { type DeliveryItem, readDeliveriesOfIncident } from './read-deliveries.js';

export interface NoticeItem {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly queue: Queue;
  readonly because: string;
  readonly owedAt: Instant;
  readonly state: NoticeState;
  readonly deliveries: DeliveryItem[];
}

/** Whom an incident was told to, oldest first, with every delivery and attempt. */
export async function readNotices(store: DataSource, incident: Pick<Incident, 'tenant' | 'id'>): Promise<NoticeItem[]> {
  const [notices, deliveries] = await Promise.all([
    store.query<(Omit<NoticeItem, 'owedAt' | 'deliveries'> & { owedAt: Date })[]>(
      `select notice_id as id, kind, queue, because, owed_at as "owedAt", state
       from notices where tenant_id = $1 and incident_id = $2 order by owed_at, notice_id`,
      [incident.tenant, incident.id],
    ),
    readDeliveriesOfIncident(store, incident),
  ]);
  return notices.map((notice) => ({
    ...notice,
    owedAt: instantOf(notice.owedAt),
    deliveries: deliveries.filter((delivery) => delivery.noticeId === notice.id),
  }));
}
