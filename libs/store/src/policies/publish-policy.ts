import type { DataSource } from 'typeorm';
import { aboutAdministration } from '../audit/administering.js';
import { changing } from '../audit/changing.js';
import { newId } from '../new-id.js';
import { isConflict } from '../transaction.js';
import type { AdoptionRow, PolicyRow } from './load-policies.js';

/** Keeps a policy that one person published for ever. False when the version is taken: a version never changes its words. */
export async function publishPolicy(store: DataSource, policy: Omit<PolicyRow, 'approvedBy'>): Promise<boolean> {
  const { version, tenant, title, document, digest, publishedAt, publishedBy } = policy;
  aboutAdministration({ subject: version, ...(tenant !== null && { tenant }) });
  try {
    await changing(
      store,
      `insert into policies (policy_version, tenant_id, title, document, digest, published_at, published_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [version, tenant, title, document, digest, publishedAt, publishedBy],
    );
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

/** From a day on a policy holds for a tenant. What was adopted before stays on record. */
export async function adoptPolicy(store: DataSource, adoption: Omit<AdoptionRow, 'approvedBy'>): Promise<void> {
  const { tenant, version, holdsFrom, adoptedAt, adoptedBy } = adoption;
  aboutAdministration({ tenant, subject: version });
  await changing(
    store,
    `insert into policy_adoptions (tenant_id, adoption_id, policy_version, holds_from, adopted_at, adopted_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [tenant, newId(), version, holdsFrom, adoptedAt, adoptedBy],
  );
}
