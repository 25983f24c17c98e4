import { type Gap, type GapKind, type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface KeptGap extends Gap {
  readonly id: string;
  readonly foundAt: Instant;
  readonly reportedAt: Instant | null;
}

export interface Reconciliation {
  /** When somebody looked last; null: nobody ever did. */
  readonly lookedAt: Instant | null;
  /** Everything that was committed by then was looked for. */
  readonly checkedThrough: Instant | null;
  /** When everything older was last looked at again. */
  readonly againAt: Instant | null;
  /** Open gaps by kind; a kind without any is left out. */
  readonly gaps: Readonly<Partial<Record<GapKind, number>>>;
}

export async function readReconciliation(store: DataSource): Promise<Reconciliation> {
  const [row] = await store.query<
    { lookedAt: Date | null; checkedThrough: Date | null; againAt: Date | null; gaps: Reconciliation['gaps'] | null }[]
  >(
    `select looked_at as "lookedAt", checked_through as "checkedThrough", turn_ended_at as "againAt",
       (select json_object_agg(kind, n) from (select kind, count(*)::int as n from gaps where closed_at is null group by 1) g) as gaps
     from reconciliation`,
  );
  const { lookedAt, checkedThrough, againAt, gaps } = row!;
  return {
    lookedAt: momentOf(lookedAt),
    checkedThrough: momentOf(checkedThrough),
    againAt: momentOf(againAt),
    gaps: gaps ?? {},
  };
}

/** The open gaps, the longest known first, at most `limit`. */
export async function listGaps(store: DataSource, limit: number): Promise<readonly KeptGap[]> {
  const rows = await store.query<(Gap & { id: string; foundAt: Date; reportedAt: Date | null })[]>(
    `select gap_id as id, kind, tenant_id as tenant, what, facts, found_at as "foundAt", reported_at as "reportedAt"
     from gaps where closed_at is null order by found_at, gap_id limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    ...row,
    foundAt: instantOf(row.foundAt),
    reportedAt: momentOf(row.reportedAt),
  }));
}

const momentOf = (date: Date | null): Instant | null => date && instantOf(date);
