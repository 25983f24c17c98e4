import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tenants')
export class TenantEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenant!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'entra_tenant_id', type: 'text', nullable: true })
  entraTenantId!: string | null;

  /** bigint, which the driver gives as text. */
  @Column({ name: 'directory_revision', type: 'bigint', default: 0 })
  directoryRevision!: string;

  /** When its inventory was last read at its source; null: never. */
  @Column({ name: 'directory_as_of', type: 'timestamptz', nullable: true })
  directoryAsOf!: Date | null;

  @Column({ name: 'directory_coverage', type: 'text', default: 'complete' })
  directoryCoverage!: 'complete' | 'partial';

  /** Null: never stale. */
  @Column({ name: 'directory_fresh_hours', type: 'integer', nullable: true, default: 24 })
  directoryFreshHours!: number | null;
}
