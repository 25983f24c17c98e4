import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('quarantine')
export class QuarantineEntity {
  @PrimaryColumn({ name: 'quarantine_id', type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text', nullable: true })
  tenant!: string | null;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', nullable: true })
  field!: string | null;

  @Column({ type: 'text' })
  detail!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'json' })
  headers!: Record<string, string>;

  @Column({ type: 'bytea', select: false })
  raw!: Buffer;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt!: Date;

  /** bigint, which the driver gives as text. */
  @Column({ name: 'stream_seq', type: 'bigint' })
  streamSeq!: string;
}
