import type { Contact } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { SELECT_CONTACT } from './contact-columns.js';

/** A tenant's contacts by area and name, secrets included: mask them before they leave the house. */
export async function listContacts(store: DataSource, tenant: string): Promise<Contact[]> {
  return store.query<Contact[]>(`select ${SELECT_CONTACT} from contacts where tenant_id = $1 order by area, name`, [
    tenant,
  ]);
}
