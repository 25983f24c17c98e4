import type { Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { RedecisionCause } from './ask-redecision.js';

export interface Redecision {
  readonly id: string;
  readonly tenant: string;
  readonly cause: RedecisionCause;
  readonly pass: number;
}

/** Claims one that is due, for as long as the caller's transaction lasts; others skip it. Null: nothing is due. */
export async function claimRedecision(client: PoolClient, now: Instant): Promise<Redecision | null> {
  const { rows } = await client.query<{
    id: string;
    tenant: string;
    reason: string;
    revision: string | null;
    incident_id: string | null;
    pass: number;
  }>(
    `select redecision_id as id, tenant_id as tenant, reason, revision, incident_id, pass from redecisions
     where not_before <= $1 order by redecision_id limit 1 for update skip locked`,
    [now],
  );
  const [row] = rows;
  if (!row) return null;
  const cause: RedecisionCause = row.incident_id
    ? { reason: 'flag', incidentId: row.incident_id }
    : { reason: 'directory', revision: Number(row.revision) };
  return { id: row.id, tenant: row.tenant, cause, pass: row.pass };
}

export async function finishRedecision(client: PoolClient, id: string): Promise<void> {
  await client.query('delete from redecisions where redecision_id = $1', [id]);
}

/** Once more, not before a time. */
export async function repeatRedecision(client: PoolClient, id: string, notBefore: Instant): Promise<void> {
  await client.query('update redecisions set pass = pass + 1, not_before = $2 where redecision_id = $1', [
    id,
    notBefore,
  ]);
}
