import type { Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';

/** Why incidents are to be decided again: a directory that changed, or one incident that a person flagged. */
export type RedecisionCause =
  | { readonly reason: 'directory'; readonly revision: number }
  | { readonly reason: 'flag'; readonly incidentId: string };

/** Asks in the caller's transaction, so that the cause and the question commit together. */
export async function askRedecision(
  client: PoolClient,
  tenant: string,
  cause: RedecisionCause,
  now: Instant,
): Promise<void> {
  const revision = cause.reason === 'directory' ? cause.revision : null;
  const incidentId = cause.reason === 'flag' ? cause.incidentId : null;
  await client.query(
    `insert into redecisions (redecision_id, tenant_id, reason, revision, incident_id, pass, asked_at, not_before)
     values ($1, $2, $3, $4, $5, 1, $6, $6)`,
    [newId(), tenant, cause.reason, revision, incidentId, now],
  );
}
