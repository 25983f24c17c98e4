import type { NoticeKind, Queue } from '@demarc/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `owed`: nobody was tried yet; `planned`: its deliveries exist; `unreachable`: the party has no contact at all. */
export type NoticeState = 'owed' | 'planned' | 'unreachable';

@Entity('notices')
export class NoticeEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenant!: string;

  @PrimaryColumn({ name: 'notice_id', type: 'uuid' })
  id!: string;

  @Column({ name: 'incident_id', type: 'uuid', nullable: true })
  incidentId!: string | null;

  @Column({ type: 'text' })
  kind!: NoticeKind;

  @Column({ type: 'text' })
  queue!: Queue;

  @Column({ type: 'text' })
  because!: string;

  @Column({ name: 'owed_at', type: 'timestamptz' })
  owedAt!: Date;

  @Column({ type: 'text' })
  state!: NoticeState;

  /** The whole notice as its channels write it; null while it is owed. */
  @Column({ type: 'json', nullable: true, select: false })
  message!: unknown;
}
