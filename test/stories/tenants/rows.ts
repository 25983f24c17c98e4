import type { Stack } from '../../harness/stack.js';

/** Every row of every table that names one of these, as text, by table. */
export async function rowsNaming(
  stack: Stack,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await stack.store.query<{ name: string }[]>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const found = new Map<string, readonly string[]>();
  for (const { name } of tables) {
    const rows = await stack.store.query<{ row: string }[]>(
      `select row from (select to_jsonb(t)::text as row from ${name} t) every_row where row like any($1) order by row`,
      [names.map((one) => `%${one}%`)],
    );
    found.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return found;
}

/** Tables whose rows belong to tenants, as the policies of the database say. */
export async function tablesOfTenants(stack: Stack): Promise<readonly string[]> {
  const rows = await stack.store.query<{ name: string }[]>(
    `select polrelid::regclass::text as name from pg_policy where polname = 'of_one_tenant' order by 1`,
  );
  return rows.map(({ name }) => name);
}
