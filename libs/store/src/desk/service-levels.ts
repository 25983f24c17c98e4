import { type ServiceLevelOverrides, type ServiceLevels, type Instant, serviceLevelsOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';

/** By what time a tenant's incidents are measured now. */
export async function loadServiceLevels(client: PoolClient, tenant: string): Promise<ServiceLevels> {
  const { rows } = await client.query<{ levels: ServiceLevelOverrides }>({
    name: 'load-service-levels',
    text: 'select service_levels as levels from tenants where tenant_id = $1',
    values: [tenant],
  });
  return serviceLevelsOf(rows[0]?.levels ?? {});
}

/** What a tenant says of its own service levels; null when there is no such tenant. */
export async function readServiceLevels(store: DataSource, tenant: string): Promise<ServiceLevelOverrides | null> {
  const rows = await store.query<{ levels: ServiceLevelOverrides }[]>(
    'select service_levels as levels from tenants where tenant_id = $1',
    [tenant],
  );
  return rows[0]?.levels ?? null;
}

/**
 * Replaces a tenant's own service levels. What is due of its open incidents may be another now: each is made due at
 * once, so that whoever keeps the clocks works it out again. Answers false when there is no such tenant.
 */
export async function putServiceLevels(
  store: DataSource,
  tenant: string,
  levels: ServiceLevelOverrides,
  now: Instant,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query('update tenants set service_levels = $2 where tenant_id = $1', [
      tenant,
      levels,
    ]);
    if (rowCount === 0) return false;
    await client.query(
      `update incidents set next_due_at = $2::timestamptz where tenant_id = $1 and state <> 'resolved'`,
      [tenant, now],
    );
    return true;
  });
}
