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

  @Column({ name: 'directory_loaded', type: 'boolean', default: false })
  directoryLoaded!: boolean;
}
