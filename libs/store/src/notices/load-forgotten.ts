import { type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface ForgottenNotice {
  readonly tenant: string;
  readonly id: string;
  readonly owedAt: Instant;
}

/**
 * Notices that were owed at `owedUntil` already and nobody has planned since, the longest owed first, at most `limit`
 * after the one given. Locks nothing: `planNotices` makes sure that each is planned once.
 */
export async function loadForgotten(
  store: DataSource,
  { owedUntil, after }: { readonly owedUntil: Instant; readonly after: ForgottenNotice | null },
  limit: number,
): Promise<readonly ForgottenNotice[]> {
  const rows = await store.query<(Omit<ForgottenNotice, 'owedAt'> & { owedAt: Date })[]>(
    `select tenant_id as tenant, notice_id as id, owed_at as "owedAt" from notices
     -- The first says that the index of what is not planned will do.
     where state <> 'planned' and state = 'owed' and owed_at <= $1::timestamptz
       and ($2::timestamptz is null or (owed_at, notice_id) > ($2::timestamptz, $3::uuid))
     order by owed_at, notice_id limit $4`,
    [owedUntil, after?.owedAt ?? null, after?.id ?? null, limit],
  );
  return rows.map((row) => ({ ...row, owedAt: instantOf(row.owedAt) }));
}
