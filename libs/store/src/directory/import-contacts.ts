import { type Channel, type Contact, type ContactSlot, PROVIDER, type Party, WEEKDAYS } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { SELECT_CONTACT } from './contact-columns.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { type ContactColumn, type ContactRow, contactKey, readContacts } from './contact-row.js';
import type { ImportTable, RowError } from './import-table.js';
import type { ImportCounts } from './move-directory.js';

export interface GeneratedSecret {
  readonly area: ContactSlot;
  readonly name: string;
  readonly secret: string;
}

/** What a file would make of one contact; `before` null: it is new. */
export interface ContactChange {
  /** In the file. */
  readonly line: number;
  readonly before: Contact | null;
  readonly after: Contact;
}

interface Weighed {
  /** In the order of the file. */
  readonly changes: readonly ContactChange[];
  readonly counts: ImportCounts;
  readonly generatedSecrets: readonly GeneratedSecret[];
}

export type ContactImportAnswer =
  | {
      readonly ok: true;
      readonly added: number;
      readonly changed: number;
      readonly unchanged: number;
      readonly revision: number;
      readonly generatedSecrets: readonly GeneratedSecret[];
    }
  | { readonly ok: false; readonly errors: readonly RowError[] };

export interface ContactImportOptions {
  readonly newSecret: () => string;
  /** Why nothing will ever be sent to a URL; null when nothing speaks against it. */
  readonly objectionTo: (url: string) => string | null;
}

/**
 * Takes a file of contacts: as a whole, or not at all with everything that is wrong with it. It speaks for the contacts
 * it names, by area and name; others stay. A webhook without a secret keeps the one it has, else gets `newSecret()`.
 * Locks the tenant's row; the provider's own tenant is made when missing. Throws when there is no such tenant.
 */
export async function importContacts(
  store: DataSource,
  tenant: string,
  table: ImportTable<ContactColumn>,
  { newSecret, objectionTo }: ContactImportOptions,
): Promise<ContactImportAnswer> {
  const { contacts, errors } = readContacts(table, tenant, objectionTo);
  if (errors.length > 0) return { ok: false, errors };
  return inTransaction(store, async (client) => {
    const revision = await lockTenant(client, tenant);
    const { changes, counts, generatedSecrets } = await weigh(client, tenant, contacts, newSecret);
    for (const { after } of changes) await saveContact(client, after);
    return { ok: true, ...counts, revision, generatedSecrets };
  });
}

/** What {@link importContacts} would do with the file now, or would refuse it for. Writes and locks nothing. */
export async function previewContacts(
  store: DataSource,
  tenant: string,
  table: ImportTable<ContactColumn>,
  { newSecret, objectionTo }: ContactImportOptions,
): Promise<({ readonly ok: true } & Weighed) | { readonly ok: false; readonly errors: readonly RowError[] }> {
  const { contacts, errors } = readContacts(table, tenant, objectionTo);
  if (errors.length > 0) return { ok: false, errors };
  return inTransaction(store, async (client) => ({ ok: true, ...(await weigh(client, tenant, contacts, newSecret)) }));
}

/** What the file makes of the contacts that the directory has. */
async function weigh(
  client: PoolClient,
  tenant: string,
  contacts: readonly ContactRow[],
  newSecret: () => string,
): Promise<Weighed> {
  const known = await loadContactsByKey(client, tenant);
  const generatedSecrets: GeneratedSecret[] = [];
  const changes = contacts
    .map((row): ContactChange => {
      const before = known.get(contactKey(row)) ?? null;
      const secret = () => {
        const made = newSecret();
        generatedSecrets.push({ area: row.area, name: row.name, secret: made });
        return made;
      };
      return { line: row.line, before, after: contactOf(row, tenant, before, secret) };
    })
    .filter(({ before, after }) => !before || !sameContact(before, after));
  const added = changes.filter(({ before }) => !before).length;
  const counts = { added, changed: changes.length - added, unchanged: contacts.length - changes.length };
  return { changes, counts, generatedSecrets };
}

function contactOf(row: ContactRow, tenant: string, before: Contact | null, secret: () => string): Contact {
  const party: Party = tenant === PROVIDER ? 'microsoft' : 'customer';
  const channels: Channel[] = [];
  if (row.email) channels.push({ type: 'email', address: row.email });
  if (row.webhookUrl) {
    const kept = before?.channels.find((channel) => channel.type === 'webhook')?.secret;
    channels.push({ type: 'webhook', url: row.webhookUrl, secret: row.webhookSecret ?? kept ?? secret() });
  }
  if (row.teamsUrl) channels.push({ type: 'teams', url: row.teamsUrl });
  if (row.slackUrl) channels.push({ type: 'slack', url: row.slackUrl });
  const { area, kind, name, language, phone, role, expertAreas, hours, reach } = row;
  const told = { role, expertAreas, hours, reach };
  return { id: before?.id ?? newId(), tenant, party, area, kind, name, language, phone, channels, ...told };
}

function sameContact(a: Contact, b: Contact): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf({ kind, name, language, phone, channels, role, expertAreas, hours, reach }: Contact): string {
  const ways = channels.map((channel) => {
    if (channel.type === 'email') return [channel.type, channel.address];
    return [channel.type, channel.url, ...(channel.type === 'webhook' ? [channel.secret] : [])];
  });
  return JSON.stringify([kind, name, language, phone, ways, role, expertAreas, inOrder(hours), reach]);
}

/** JSON of the database has its fields in another order than ours. */
function inOrder(hours: Contact['hours']): unknown {
  if (hours === '24x7') return hours;
  return [hours.timeZone, WEEKDAYS.map((day) => hours.week[day].map(({ start, end }) => [start, end])), hours.holidays];
}

async function lockTenant(client: PoolClient, tenant: string): Promise<number> {
  if (tenant === PROVIDER) {
    await client.query(
      `insert into tenants (tenant_id, name) values ($1, 'Microsoft Managed Desktop') on conflict do nothing`,
      [tenant],
    );
  }
  const { rows } = await client.query<{ revision: string }>(
    'select directory_revision as revision from tenants where tenant_id = $1 for update',
    [tenant],
  );
  if (!rows[0]) throw new Error(`There is no tenant ${tenant}; create it before you import its contacts.`);
  return Number(rows[0].revision);
}

async function loadContactsByKey(client: PoolClient, tenant: string): Promise<Map<string, Contact>> {
  const { rows } = await client.query<Contact>(`select ${SELECT_CONTACT} from contacts where tenant_id = $1`, [tenant]);
  return new Map(rows.map((contact) => [contactKey(contact), contact]));
}

async function saveContact(client: PoolClient, contact: Contact): Promise<void> {
  const { tenant, id, party, area, kind, name, language, phone, channels, role, expertAreas, hours, reach } = contact;
  await client.query(
    `insert into contacts (tenant_id, contact_id, party, area, kind, name, language, phone, channels, role, expert_areas,
       hours, reach)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (tenant_id, contact_id) do update set kind = excluded.kind, name = excluded.name,
       language = excluded.language, phone = excluded.phone, channels = excluded.channels, role = excluded.role,
       expert_areas = excluded.expert_areas, hours = excluded.hours, reach = excluded.reach`,
    [
      tenant,
      id,
      party,
      area,
      kind,
      name,
      language,
      phone,
      JSON.stringify(channels),
      role,
      expertAreas,
      JSON.stringify(hours),
      reach,
    ],
  );
}
