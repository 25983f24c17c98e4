import type { DataSource } from '@demarc/store';

/** What goes on by itself: the chain seals what it finds, and settlements are merged. */
const BY_ITSELF = ['audit_chain', 'audit_checkpoints', 'audit_heads', 'audit_pending', 'settlements'];

const OF_SECURITY = `incident_id in (select incident_id from incidents where kind = 'security')`;
/** Which rows are about security, where it is not that of their incident which says so. */
const BY_THEMSELVES: Readonly<Record<string, string>> = {
  incidents: `kind = 'security'`,
  events: `kind = 'security'`,
  notices: `(${OF_SECURITY} or queue in ('customer/security', 'microsoft/security-operations'))`,
  deliveries: `(${OF_SECURITY} or notice_id in (select notice_id from notices where queue = 'customer/security'))`,
  contacts: `area = 'security'`,
  on_call_schedules: `area = 'security'`,
  quarantine: `split_part(subject, '.', 3) = 'security'`,
};

interface Table {
  readonly name: string;
  readonly ofIncident: boolean;
}

/**
 * A digest of all rows of a tenant, by table; with `security`, of those alone that are about security. Read as somebody
 * whom no policy binds.
 */
export async function rowsOf(
  store: DataSource,
  tenant: string,
  which: 'all' | 'security' = 'all',
): Promise<Readonly<Record<string, string>>> {
  const tables = await store.query<Table[]>(
    `select t.table_name as name,
       exists (select from information_schema.columns k
         where k.table_schema = t.table_schema and k.table_name = t.table_name and k.column_name = 'incident_id') as "ofIncident"
     from information_schema.columns t join information_schema.tables b using (table_schema, table_name)
     where t.table_schema = current_schema() and t.column_name = 'tenant_id' and b.table_type = 'BASE TABLE'
       and t.table_name <> all($1) order by 1`,
    [BY_ITSELF],
  );
  const digests: Record<string, string> = {};
  for (const table of tables) {
    const where = which === 'all' ? 'true' : securityOf(table);
    if (where === null) continue;
    const [row] = await store.query<{ digest: string }[]>(
      `select count(*) || ' rows, ' || coalesce(md5(string_agg(r::text, '|' order by r::text)), '') as digest
       from ${table.name} r where tenant_id = $1 and ${where}`,
      [tenant],
    );
    digests[table.name] = row!.digest;
  }
  return digests;
}

/** Null: nothing in it is about security. */
function securityOf({ name, ofIncident }: Table): string | null {
  return BY_THEMSELVES[name] ?? (ofIncident ? OF_SECURITY : null);
}
