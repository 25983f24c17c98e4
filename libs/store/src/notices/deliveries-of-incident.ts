import type { Acknowledgement, ChannelType, Instant, Notice } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { DeliveryState } from '../entities/delivery.entity.js';
import type { NoticeState } from '../entities/notice.entity.js';
import { DELIVERIES, NOTICE_FIELDS } from './notice-sql.js';

export interface AttemptRecord {
  readonly attempt: number;
  readonly at: Instant;
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
  readonly plannedAt: Instant;
  readonly nextAttemptAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly attempts: readonly AttemptRecord[];
}

/** A notice as the ledger keeps it: under what it was owed, whether it was accepted, and that its party knows. */
export interface LedgerRecord extends Omit<Notice, 'tenant' | 'incidentId'> {
  readonly state: NoticeState;
  /** When a receiver of its party first accepted it. */
  readonly toldAt: Instant | null;
  readonly acknowledgement: Acknowledgement | null;
}

/** Whom an incident's party was told through, and every answer. */
export interface NoticeRecord extends LedgerRecord {
  readonly deliveries: readonly DeliveryRecord[];
}

/** All notices of an incident with their deliveries and attempts, oldest first. */
export async function deliveriesOfIncident(
  store: DataSource,
  tenant: string,
  incidentId: string,
): Promise<readonly NoticeRecord[]> {
  return store.query<NoticeRecord[]>(
    `select ${NOTICE_FIELDS}, ${DELIVERIES}
     from notices n where n.tenant_id = $1 and n.incident_id = $2 order by n.notice_id`,
    [tenant, incidentId],
  );
}
