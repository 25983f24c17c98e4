import type { AreaRule } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { changing } from '../audit/changing.js';

/** A tenant's own rules on what an event is about, in their order; null: there is no such tenant. */
export async function readAreaRules(store: DataSource, tenant: string): Promise<readonly AreaRule[] | null> {
  const [row] = await store.query<{ rules: AreaRule[] }[]>(
    'select area_rules as rules from tenants where tenant_id = $1',
    [tenant],
  );
  return row?.rules ?? null;
}

/** Replaces them all. Answers the revision of the tenant's directory, for the poke; null: there is no such tenant. */
export async function putAreaRules(
  store: DataSource,
  tenant: string,
  rules: readonly AreaRule[],
): Promise<number | null> {
  const [rows] = await changing<[{ revision: string }[], number]>(
    store,
    'update tenants set area_rules = $2 where tenant_id = $1 returning directory_revision as revision',
    [tenant, JSON.stringify(rules)],
  );
  return rows[0] ? Number(rows[0].revision) : null;
}
