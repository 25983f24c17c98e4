import type { DirectoryState, Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { askRedecision } from '../redecide/ask-redecision.js';

/** What an import found, by devices. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * Brings a tenant's directory to its next state, which stays on record so that a decision can be recomputed from it,
 * and asks that what rests on it is decided again. The caller holds the tenant's row locked.
 */
export async function moveDirectory(
  client: PoolClient,
  tenant: string,
  { revision, asOf, coverage, freshForHours }: DirectoryState,
  { added, changed, unchanged }: ImportCounts,
  now: Instant,
): Promise<void> {
  await client.query(
    `insert into directory_imports (tenant_id, revision, imported_at, as_of, coverage, fresh_hours, added, changed, unchanged)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenant, revision, now, asOf, coverage, freshForHours, added, changed, unchanged],
  );
  await client.query(
    `update tenants set directory_revision = $2, directory_as_of = $3, directory_coverage = $4, directory_fresh_hours = $5
     where tenant_id = $1`,
    [tenant, revision, asOf, coverage, freshForHours],
  );
  await askRedecision(client, tenant, { reason: 'directory', revision }, now);
}
