import { type ChannelType, type Incident, type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { DeliveryState } from '../entities/delivery.entity.js';

export interface AttemptItem {
  readonly attempt: number;
  readonly at: Instant;
  readonly durationMs: number;
  readonly outcome: 'sent' | 'failedTemporarily' | 'failedPermanently';
  readonly reason: string;
  readonly answer: string | null;
}

export interface DeliveryItem {
  readonly id: string;
  readonly tenant: string;
  readonly noticeId: string;
  readonly incidentId: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly channel: ChannelType;
  readonly target: string;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly answer: string | null;
  readonly attempts: number;
  readonly plannedAt: Instant;
  readonly nextAttemptAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly history: AttemptItem[];
}

type Dates = 'plannedAt' | 'nextAttemptAt' | 'sentAt' | 'history';
type Row = Omit<DeliveryItem, Dates> & {
  plannedAt: Date;
  nextAttemptAt: Date | null;
  sentAt: Date | null;
  history: (Omit<AttemptItem, 'at'> & { at: string })[] | null;
};

/** The deliveries of an incident's notices, oldest first. */
export async function readDeliveriesOfIncident(
  store: DataSource,
  incident: Pick<Incident, 'tenant' | 'id'>,
): Promise<DeliveryItem[]> {
  const rows = await store.query<Row[]>(
    `select delivery_id as id, tenant_id as tenant, notice_id as "noticeId", incident_id as "incidentId",
            contact_id as "contactId", contact_name as "contactName", channel, target, state, reason, answer, attempts,
            planned_at as "plannedAt", next_attempt_at as "nextAttemptAt", sent_at as "sentAt",
            (select json_agg(json_build_object('attempt', a.attempt, 'at', a.at, 'durationMs', a.duration_ms,
                       'outcome', a.outcome, 'reason', a.reason, 'answer', a.answer) order by a.attempt)
             from delivery_attempts a where a.tenant_id = d.tenant_id and a.delivery_id = d.delivery_id) as history
     from deliveries d where tenant_id = $1 and incident_id = $2 order by planned_at, delivery_id`,
    [incident.tenant, incident.id],
  );
  return rows.map((row) => ({
    ...row,
    plannedAt: instantOf(row.plannedAt),
    nextAttemptAt: row.nextAttemptAt && instantOf(row.nextAttemptAt),
    sentAt: row.sentAt && instantOf(row.sentAt),
    history: (row.history ?? []).map((attempt) => ({ ...attempt, at: instantOf(new Date(attempt.at)) })),
  }));
}
