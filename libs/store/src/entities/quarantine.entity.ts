import type { QuarantineState, QuarantineWork } from '@demarc/domain';
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

  @Column({ type: 'bytea', select: false, nullable: true })
  raw!: Buffer | null;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt!: Date;

  /** bigint, which the driver gives as text. */
  @Column({ name: 'stream_seq', type: 'bigint' })
  streamSeq!: string;

  @Column({ type: 'text' })
  state!: QuarantineState;

  @Column({ type: 'text', nullable: true })
  format!: string | null;

  @Column({ type: 'text', nullable: true })
  source!: string | null;

  @Column({ type: 'integer', nullable: true })
  bytes!: number | null;

  @Column({ name: 'redrive_id', type: 'uuid', nullable: true })
  redriveId!: string | null;

  @Column({ name: 'as_tenant', type: 'text', nullable: true })
  asTenant!: string | null;

  @Column({ name: 'as_kind', type: 'text', nullable: true })
  asKind!: string | null;

  @Column({ name: 'as_format', type: 'text', nullable: true })
  asFormat!: string | null;

  @Column({ name: 'worked_by', type: 'text', nullable: true })
  workedBy!: string | null;

  @Column({ name: 'worked_at', type: 'timestamptz', nullable: true })
  workedAt!: Date | null;

  @Column({ type: 'jsonb' })
  history!: QuarantineWork[];
}
