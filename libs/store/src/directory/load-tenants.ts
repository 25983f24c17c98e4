import { type AreaRule, type DirectoryState, PROVIDER, type ServiceLevelOverrides } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type DirectoryStateRow, directoryStateOf } from './directory-state.js';

/** A customer's tenant and how far its directory has come. */
export interface TenantRow {
  readonly tenant: string;
  readonly name: string;
  readonly entraTenantId: string | null;
  readonly directory: DirectoryState;
  /** For how long an inventory of this tenant counts, in hours; null: for ever. Also before the first import. */
  readonly directoryFreshHours: number | null;
  /** Its own rules on what an event is about, in their order. */
  readonly areaRules: readonly AreaRule[];
  /** What differs from the shipped service levels. */
  readonly serviceLevels: ServiceLevelOverrides;
}

/** A tenant as {@link TENANT_COLUMNS} selects it. */
export type SelectedTenant = Omit<TenantRow, 'directory' | 'directoryFreshHours'> & DirectoryStateRow;

export const TENANT_COLUMNS = `tenant_id as tenant, name, entra_tenant_id as "entraTenantId", directory_revision as revision,
  directory_as_of as "asOf", directory_coverage as coverage, directory_fresh_hours as "freshHours",
  area_rules as "areaRules", service_levels as "serviceLevels"`;

/** Every tenant, by name. The provider's own reserved tenant is not one: no event may name it. */
export async function loadTenants(store: DataSource): Promise<readonly TenantRow[]> {
  const rows = await store.query<SelectedTenant[]>(
    `select ${TENANT_COLUMNS} from tenants where tenant_id <> $1 order by tenant_id`,
    [PROVIDER],
  );
  return rows.map(tenantOf);
}

export function tenantOf(row: SelectedTenant): TenantRow {
  const { tenant, name, entraTenantId, freshHours: directoryFreshHours, areaRules, serviceLevels } = row;
  const directory = directoryStateOf(row);
  return { tenant, name, entraTenantId, directory, directoryFreshHours, areaRules, serviceLevels };
}
