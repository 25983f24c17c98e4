import type { PoolClient } from 'pg';

/** SQL for what is sealed of a row `t` of the timeline: all of it but the name it has. */
export const TIMELINE_CONTENT = `jsonb_build_array(extract(epoch from t.at), t.type, t.actor_party, t.actor_name, t.change::text)::text`;
/** The same of an administrative entry `a`. */
export const ADMINISTRATION_CONTENT = `jsonb_build_array(extract(epoch from a.at), a.actor, a.action, a.subject, a.incident_ids, a.change::text)::text`;
const hash = (content: string): string => `sha256(convert_to(${content}, 'UTF8'))`;

/**
 * SQL for the hashes of entries as they stand on record, 32 bytes each in the order of their names; zeros where there
 * is none of a name. `tenant` and `names` (a name a line) are expressions.
 */
export const entryHashes = (tenant: string, names: string): string => `(
  select string_agg(case when t.at is not null then ${hash(TIMELINE_CONTENT)} when a.at is not null then ${hash(ADMINISTRATION_CONTENT)}
                    else decode(repeat('00', 32), 'hex') end, ''::bytea order by n)
  from (
    select n, split_part(name, '/', 1) as kind, split_part(name, '/', 2)::uuid as id,
           nullif(split_part(name, '/', 3), '')::integer as revision
    from string_to_table(${names}, E'\\n') with ordinality given(name, n)) named
  left join timeline t on kind = 'timeline' and t.tenant_id = ${tenant} and t.incident_id = id and t.revision = named.revision
  left join audit_entries a on kind = 'administration' and a.tenant_id = ${tenant} and a.entry_id = id)`;

/** See {@link entryHashes}. */
export async function hashesOf(client: PoolClient, tenant: string, names: string): Promise<Buffer> {
  const { rows } = await client.query<{ hashes: Buffer }>({
    name: 'hashes-of-entries',
    text: `select ${entryHashes('$1', '$2')} as hashes`,
    values: [tenant, names],
  });
  return rows[0]!.hashes;
}
