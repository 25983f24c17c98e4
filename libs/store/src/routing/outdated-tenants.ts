import type { PoolClient } from 'pg';

/** Which of these tenants have a newer directory than the revision given for each. One small statement a batch. */
export async function outdatedTenants(
  client: PoolClient,
  revisions: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ tenant: string }>({
    name: 'outdated-tenants',
    text: `select t.tenant_id as tenant from unnest($1::text[], $2::bigint[]) as k(tenant_id, revision)
           join tenants t on t.tenant_id = k.tenant_id and t.directory_revision > k.revision`,
    values: [[...revisions.keys()], [...revisions.values()]],
  });
  return rows.map(({ tenant }) => tenant);
}
