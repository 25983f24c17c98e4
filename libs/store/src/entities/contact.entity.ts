import type { Area, Channel, ContactRole, ContactSlot, Hours, Party, Reach } from '@demarc/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('contacts')
export class ContactEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenant!: string;

  @PrimaryColumn({ name: 'contact_id', type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  party!: Party;

  @Column({ type: 'text' })
  area!: ContactSlot;

  @Column({ type: 'text' })
  kind!: 'person' | 'group';

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  language!: string;

  @Column({ type: 'text', nullable: true })
  phone!: string | null;

  @Column({ type: 'jsonb' })
  channels!: Channel[];

  @Column({ type: 'text' })
  role!: ContactRole;

  @Column({ name: 'expert_areas', type: 'text', array: true })
  expertAreas!: Area[];

  @Column({ type: 'jsonb' })
  hours!: Hours;

  @Column({ type: 'text' })
  reach!: Reach;
}
