import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { RedecisionCause } from './ask-redecision.js';

export interface Redecision {
  readonly id: string;
  readonly tenant: string;
  readonly cause: RedecisionCause;
  readonly pass: number;
}

interface ClaimedRow {
  readonly id: string;
  readonly tenant: string;
  readonly revision: string | null;
  readonly incidentId: string | null;
  readonly pass: number;
}

/**
 * Claims the one that is due for longest until `leaseUntil`; others pass it over. Who dies loses it when the lease
 * ends, who works on extends it. Null: nothing is due.
 */
export async function claimRedecision(
  store: DataSource,
  { now, leaseUntil }: { readonly now: Instant; readonly leaseUntil: Instant },
): Promise<Redecision | null> {
  const [rows] = await store.query<[ClaimedRow[], number]>(
    `update redecisions set not_before = $2
     where redecision_id = (
       select redecision_id from redecisions where not_before <= $1
       order by not_before, redecision_id limit 1 for update skip locked)
     returning redecision_id as id, tenant_id as tenant, revision, incident_id as "incidentId", pass`,
    [now, leaseUntil],
  );
  const [row] = rows;
  if (!row) return null;
  const { id, tenant, revision, incidentId, pass } = row;
  const cause: RedecisionCause = incidentId
    ? { reason: 'flag', incidentId }
    : { reason: 'directory', revision: Number(revision) };
  return { id, tenant, cause, pass };
}

/** Keeps a claim while the work goes on. */
export async function extendRedecision(store: DataSource, id: string, leaseUntil: Instant): Promise<void> {
  await store.query('update redecisions set not_before = $2 where redecision_id = $1', [id, leaseUntil]);
}

export async function finishRedecision(store: DataSource, id: string): Promise<void> {
  await store.query('delete from redecisions where redecision_id = $1', [id]);
}

/** Once more, not before a time. */
export async function repeatRedecision(store: DataSource, id: string, notBefore: Instant): Promise<void> {
  await store.query('update redecisions set pass = pass + 1, not_before = $2 where redecision_id = $1', [
    id,
    notBefore,
  ]);
}
