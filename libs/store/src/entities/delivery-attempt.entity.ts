import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One attempt on one channel to one contact: what was answered, and how long it took. */
@Entity('delivery_attempts')
export class DeliveryAttemptEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenant!: string;

  @PrimaryColumn({ name: 'delivery_id', type: 'uuid' })
  deliveryId!: string;

  @PrimaryColumn({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs!: number;

  /** Where this attempt went; never the secret. */
  @Column({ type: 'text' })
  target!: string;

  @Column({ type: 'text' })
  outcome!: 'sent' | 'failedTemporarily' | 'failedPermanently';

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', nullable: true })
  answer!: string | null;
}
