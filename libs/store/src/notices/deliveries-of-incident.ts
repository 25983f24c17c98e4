import type { ChannelType, NoticeKind, Queue } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { DeliveryState } from '../entities/delivery.entity.js';
import type { NoticeState } from '../entities/notice.entity.js';

export interface AttemptRecord {
  readonly attempt: number;
  readonly at: string;
  readonly durationMs: number;
  readonly target: string;
  readonly outcome: 'sent' | 'failedTemporarily' | 'failedPermanently';
  readonly reason: string;
  readonly answer: string | null;
}

export interface DeliveryRecord {
  readonly id: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly channel: ChannelType;
  readonly target: string;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly plannedAt: string;
  readonly nextAttemptAt: string | null;
  readonly sentAt: string | null;
  readonly attempts: readonly AttemptRecord[];
}

/** Whom an incident's party was told through, and every answer. */
export interface NoticeRecord {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly queue: Queue;
  readonly because: string;
  readonly owedAt: Date;
  readonly state: NoticeState;
  readonly deliveries: readonly DeliveryRecord[];
}

/** All notices of an incident with their deliveries and attempts, oldest first. Times inside are RFC 3339 in UTC. */
export async function deliveriesOfIncident(
  store: DataSource,
  tenant: string,
  incidentId: string,
): Promise<readonly NoticeRecord[]> {
  return store.query<NoticeRecord[]>(
    `select n.notice_id as id, n.kind, n.queue, n.because, n.owed_at as "owedAt", n.state,
       coalesce((select json_agg(json_build_object('id', d.delivery_id, 'contactId', d.contact_id,
         'contactName', d.contact_name, 'channel', d.channel, 'target', d.target, 'state', d.state, 'reason', d.reason,
         'plannedAt', ${utc('d.planned_at')}, 'nextAttemptAt', ${utc('d.next_attempt_at')}, 'sentAt', ${utc('d.sent_at')},
         'attempts', coalesce((select json_agg(json_build_object('attempt', a.attempt, 'at', ${utc('a.at')},
             'durationMs', a.duration_ms, 'target', a.target, 'outcome', a.outcome, 'reason', a.reason, 'answer', a.answer)
             order by a.attempt)
           from delivery_attempts a where a.tenant_id = d.tenant_id and a.delivery_id = d.delivery_id), '[]'))
         order by d.delivery_id)
       from deliveries d where d.tenant_id = n.tenant_id and d.incident_id = n.incident_id and d.notice_id = n.notice_id),
       '[]') as deliveries
     from notices n where n.tenant_id = $1 and n.incident_id = $2 order by n.notice_id`,
    [tenant, incidentId],
  );
}

const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
