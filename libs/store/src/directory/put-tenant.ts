import type { DataSource } from 'typeorm';
import type { TenantRow } from './load-tenants.js';

export interface TenantStatement {
  readonly tenant: string;
  readonly name: string;
  /** Undefined: leave it as it is; null: it has none. */
  readonly entraTenantId?: string | null | undefined;
}

/** Creates a tenant or brings it up to date; saying the same again changes nothing. */
export async function putTenant(
  store: DataSource,
  { tenant, name, entraTenantId }: TenantStatement,
): Promise<{ readonly tenant: TenantRow; readonly created: boolean }> {
  const [row] = await store.query<
    (Omit<TenantRow, 'directoryRevision'> & { directoryRevision: string; created: boolean })[]
  >(
    `insert into tenants as t (tenant_id, name, entra_tenant_id) values ($1, $2, $3)
     on conflict (tenant_id) do update set name = excluded.name,
       entra_tenant_id = case when $4 then excluded.entra_tenant_id else t.entra_tenant_id end
     returning tenant_id as tenant, name, entra_tenant_id as "entraTenantId", directory_revision as "directoryRevision",
       directory_loaded as "directoryLoaded", (xmax = 0) as created`,
    [tenant, name, entraTenantId?.toLowerCase() ?? null, entraTenantId !== undefined],
  );
  const { created, ...stored } = row!;
  return { tenant: { ...stored, directoryRevision: Number(stored.directoryRevision) }, created };
}
