import { PROVIDER } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/** A customer's tenant and how far its directory has come. */
export interface TenantRow {
  readonly tenant: string;
  readonly name: string;
  readonly entraTenantId: string | null;
  /** Grows by one with each import that changed devices. */
  readonly directoryRevision: number;
  /** False until devices were ever imported: then "not in the directory" proves nothing. */
  readonly directoryLoaded: boolean;
}

/** Every tenant, by name. The provider's own reserved tenant is not one: no event may name it. */
export async function loadTenants(store: DataSource): Promise<readonly TenantRow[]> {
  const rows = await store.query<(Omit<TenantRow, 'directoryRevision'> & { directoryRevision: string })[]>(
    `select tenant_id as tenant, name, entra_tenant_id as "entraTenantId",
            directory_revision as "directoryRevision", directory_loaded as "directoryLoaded"
     from tenants where tenant_id <> $1 order by tenant_id`,
    [PROVIDER],
  );
  return rows.map((row) => ({ ...row, directoryRevision: Number(row.directoryRevision) }));
}
