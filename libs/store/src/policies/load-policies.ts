import { type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/** A published policy as its file, and from when policies hold for tenants. */
export interface PolicyRows {
  /** Changes whenever anything was published or adopted. */
  readonly stamp: string;
  readonly policies: readonly PolicyRow[];
  readonly adoptions: readonly AdoptionRow[];
}

export interface PolicyRow {
  readonly version: string;
  /** Null: for every tenant. */
  readonly tenant: string | null;
  readonly title: string;
  /** The YAML as it was published. */
  readonly document: string;
  readonly digest: string;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  /** Who agreed to it; null: it took one person. */
  readonly approvedBy: string | null;
}

export interface AdoptionRow {
  readonly tenant: string;
  readonly version: string;
  readonly holdsFrom: Instant;
  readonly adoptedAt: Instant;
  readonly adoptedBy: string;
  readonly approvedBy: string | null;
}

/** Everything published and adopted, in that order of time; null when nothing was since `stamp`. Both only ever grow. */
export async function loadPolicies(store: DataSource, stamp: string | null): Promise<PolicyRows | null> {
  const [now] = await store.query<{ stamp: string }[]>(
    `select (select count(*) from policies) || '/' || (select count(*) from policy_adoptions) as stamp`,
  );
  if (now!.stamp === stamp) return null;
  // Adoptions first: whatever they name was published before, and so is among the policies that are read after.
  const adoptions = await store.query<
    (Omit<AdoptionRow, 'holdsFrom' | 'adoptedAt'> & { holdsFrom: Date; adoptedAt: Date })[]
  >(
    `select tenant_id as tenant, policy_version as version, holds_from as "holdsFrom", adopted_at as "adoptedAt",
            adopted_by as "adoptedBy", approved_by as "approvedBy"
     from policy_adoptions order by adopted_at, adoption_id`,
  );
  const policies = await store.query<(Omit<PolicyRow, 'publishedAt'> & { publishedAt: Date })[]>(
    `select policy_version as version, tenant_id as tenant, title, document, digest,
            published_at as "publishedAt", published_by as "publishedBy",
            approved_by as "approvedBy"
     from policies order by published_at, policy_version`,
  );
  return {
    stamp: now!.stamp,
    policies: policies.map((row) => ({ ...row, publishedAt: instantOf(row.publishedAt) })),
    adoptions: adoptions.map((row) => ({
      ...row,
      holdsFrom: instantOf(row.holdsFrom),
      adoptedAt: instantOf(row.adoptedAt),
    })),
  };
}
