import type { ChannelType } from '@demarc/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * - `pending`: planned, the receiver has not answered yet; the sender or, after a crash, the due pump moves it on.
 * - `retrying`: failed for now; due again at `nextAttemptAt`.
 * - `sent`: the receiver took it. Final.
 * - `failed`: given up, the dead letter; `demarc notices redrive` makes it `pending` again.
 * - `muted`: a silence, maintenance or another incident keeps it back. Looked at again at `nextAttemptAt`, and sent then
 *   if the incident is still open; without such a time it is muted for good.
 * - `held`: outside the contact's hours, or too many at once. Sent at `nextAttemptAt`, by itself or in a digest.
 * - `digested`: told in the digest `digestId`. Final; what became of the digest is its own delivery.
 */
export const DELIVERY_STATES = ['pending', 'retrying', 'sent', 'failed', 'muted', 'held', 'digested'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

@Entity('deliveries')
export class DeliveryEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenant!: string;

  @PrimaryColumn({ name: 'delivery_id', type: 'uuid' })
  id!: string;

  @Column({ name: 'notice_id', type: 'uuid' })
  noticeId!: string;

  @Column({ name: 'incident_id', type: 'uuid', nullable: true })
  incidentId!: string | null;

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

  @Column({ name: 'digest_id', type: 'uuid', nullable: true })
  digestId!: string | null;
}
