import type { PoolClient } from 'pg';

export interface TableShape {
  readonly name: string;
  /** Quoted; without those that are worked out from others. */
  readonly columns: readonly string[];
}

interface Row extends TableShape {
  readonly needs: readonly string[];
}

/** Beside what migrations make: whoever has a backup must not be able to sign links. One without a secret makes a new one. */
const NOT_KEPT = ['migrations', 'link_secrets'];

/** Every table that holds data, those first that others refer to. */
export async function tablesInOrder(client: PoolClient): Promise<readonly TableShape[]> {
  const { rows } = await client.query<Row>(
    `select c.relname as name,
            array(select quote_ident(attname) from pg_attribute
                  where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
            array(select confrelid::regclass::text from pg_constraint
                  where conrelid = c.oid and contype = 'f' and confrelid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all($1)
     order by c.relname`,
    [NOT_KEPT],
  );
  const ordered: TableShape[] = [];
  const placed = new Set<string>();
  while (ordered.length < rows.length) {
    const ready = rows.filter(({ name, needs }) => !placed.has(name) && needs.every((needed) => placed.has(needed)));
    if (ready.length === 0)
      throw new Error('Tables refer to each other in a circle: none of them can be loaded first.');
    for (const { name, columns } of ready) {
      placed.add(name);
      ordered.push({ name, columns });
    }
  }
  return ordered;
}
