import type { DataSource } from '@demarc/store';

/** What goes on by itself: the chain seals what it finds, and settlements are merged. */
const BY_ITSELF = ['audit_chain', 'audit_checkpoints', 'audit_heads', 'audit_pending', 'settlements'];

/**
 * A digest of all rows of a tenant, by table; with `kind`, of its incidents of that kind alone. Read as somebody whom no
 * policy binds.
 */
export async function rowsOf(
  store: DataSource,
  tenant: string,
  kind?: string,
): Promise<Readonly<Record<string, string>>> {
  const tables = await store.query<{ name: string; kinds: boolean }[]>(
    `select t.table_name as name,
       exists (select from information_schema.columns k
         where k.table_schema = t.table_schema and k.table_name = t.table_name and k.column_name = 'kind') as kinds
     from information_schema.columns t join information_schema.tables b using (table_schema, table_name)
     where t.table_schema = current_schema() and t.column_name = 'tenant_id' and b.table_type = 'BASE TABLE'
       and t.table_name <> all($1) order by 1`,
    [BY_ITSELF],
  );
  const digests: Record<string, string> = {};
  for (const { name } of kind === undefined ? tables : tables.filter(({ kinds }) => kinds)) {
    const [row] = await store.query<{ digest: string }[]>(
      `select count(*) || ' rows, ' || coalesce(md5(string_agg(r::text, '|' order by r::text)), '') as digest
       from ${name} r where tenant_id = $1${kind === undefined ? '' : ' and kind = $2'}`,
      kind === undefined ? [tenant] : [tenant, kind],
    );
    digests[name] = row!.digest;
  }
  return digests;
}
