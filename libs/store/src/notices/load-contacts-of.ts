import type { Contact } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { SELECT_CONTACT } from '../directory/contact-columns.js';
import { onConnection } from './on-connection.js';

/** The contacts of tenants, by tenant, with their channels and secrets. A tenant without contacts is not in the answer. */
export async function loadContactsOf(
  store: DataSource,
  tenants: readonly string[],
): Promise<ReadonlyMap<string, readonly Contact[]>> {
  const { rows } = await onConnection(store, (client) =>
    client.query<Contact>({
      name: 'load-contacts-of',
      text: `select ${SELECT_CONTACT} from contacts where tenant_id = any($1::text[]) order by tenant_id, contact_id`,
      values: [tenants],
    }),
  );
  return Map.groupBy(rows, (contact) => contact.tenant);
}
