import type { ChannelType } from '@demarc/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * - `pending`: planned, the receiver has not answered yet; the sender or, after a crash, the due pump moves it on.
 * - `retrying`: failed for now; due again at `nextAttemptAt`.
 * - `sent`: the receiver took it. Final.
 * - `failed`: given up, the dead letter; `demarc notices redrive` makes it `pending` again.
 */
export type DeliveryState = 'pending' | 'retrying' | 'sent' | 'failed';

@Entity('deliveries')
export class DeliveryEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenant!: string;

  @PrimaryColumn({ name: 'delivery_id', type: 'uuid' })
  id!: string;

  @Column({ name: 'notice_id', type: 'uuid' })
  noticeId!: string;

  @Column({ name: 'incident_id', type: 'uuid' })
  incidentId!: string;

  @Column({ name: 'contact_id', type: 'uuid' })
  contactId!: string;

  @Column({ name: 'contact_name', type: 'text' })
  contactName!: string;

  @Column({ type: 'text' })
  channel!: ChannelType;

  /** The address or URL it was planned for; never the secret. */
  @Column({ type: 'text' })
  target!: string;

  @Column({ type: 'text' })
  state!: DeliveryState;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ type: 'integer' })
  attempts!: number;

  @Column({ name: 'planned_at', type: 'timestamptz' })
  plannedAt!: Date;

  /** Retries end so long after this moment; a redrive begins it anew. */
  @Column({ name: 'retry_since', type: 'timestamptz' })
  retrySince!: Date;

  @Column({ name: 'next_attempt_at', type: 'timestamptz', nullable: true })
  nextAttemptAt!: Date | null;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
