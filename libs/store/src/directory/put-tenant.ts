import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { type SelectedTenant, TENANT_COLUMNS, type TenantRow, tenantOf } from './load-tenants.js';
import { moveDirectory } from './move-directory.js';

export interface TenantStatement {
  readonly tenant: string;
  /** Undefined: leave it as it is; of a new tenant, the short one. */
  readonly name?: string | undefined;
  /** Undefined: leave it as it is; null: it has none. */
  readonly entraTenantId?: string | null | undefined;
  /** For how many hours an inventory counts. Undefined: leave it as it is, 24 for a new tenant; null: for ever. */
  readonly directoryFreshHours?: number | null | undefined;
}

const NOTHING = { added: 0, changed: 0, unchanged: 0 };

/**
 * Creates a tenant or brings it up to date; saying the same again changes nothing. Another time of freshness is a new
 * state of an imported directory, since it may change what "not found" proves.
 */
export async function putTenant(
  store: DataSource,
  { tenant, name, entraTenantId, directoryFreshHours }: TenantStatement,
  now: Instant,
): Promise<{ readonly tenant: TenantRow; readonly created: boolean }> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<SelectedTenant & { created: boolean }>(
      `insert into tenants as t (tenant_id, name, entra_tenant_id) values ($1, coalesce($2, $1), $3)
       on conflict (tenant_id) do update set name = coalesce($2, t.name),
         entra_tenant_id = case when $4 then excluded.entra_tenant_id else t.entra_tenant_id end
       returning ${TENANT_COLUMNS}, (xmax = 0) as created`,
      [tenant, name ?? null, entraTenantId?.toLowerCase() ?? null, entraTenantId !== undefined],
    );
    const { created, ...stored } = rows[0]!;
    if (directoryFreshHours === undefined || directoryFreshHours === stored.freshHours)
      return { tenant: tenantOf(stored), created };
    const freshened = tenantOf({ ...stored, freshHours: directoryFreshHours });
    if (stored.asOf === null) {
      await client.query('update tenants set directory_fresh_hours = $2 where tenant_id = $1', [
        tenant,
        directoryFreshHours,
      ]);
      return { tenant: freshened, created };
    }
    const directory = { ...freshened.directory, revision: freshened.directory.revision + 1 };
    await moveDirectory(client, tenant, directory, NOTHING, now);
    return { tenant: { ...freshened, directory }, created };
  });
}
