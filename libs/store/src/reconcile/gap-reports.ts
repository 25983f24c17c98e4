import type { GapKind, Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/** The gaps of one kind and tenant, of which an incident is to be told. */
export interface GapReport {
  readonly kind: GapKind;
  readonly tenant: string | null;
  /** How many are open; none: it is over. */
  readonly open: number;
  readonly since: Date | null;
  /** A few of them. */
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/**
 * What is to be told now: gaps that are open for `afterMs` and nobody was told of, the same kind and tenant at most once
 * in that time; and that all of a kind are closed which somebody was told of.
 */
export async function gapReportsDue(store: DataSource, now: Instant, afterMs: number): Promise<readonly GapReport[]> {
  return store.query<GapReport[]>(
    `select kind, tenant_id as tenant, count(*) filter (where closed_at is null)::int as open,
       min(found_at) filter (where closed_at is null) as since,
       coalesce((array_agg(what order by found_at, what) filter (where closed_at is null))[1:${EXAMPLES}], '{}') as examples
     from gaps where closed_at is null or (reported_at is not null and over_reported_at is null)
     group by kind, tenant_id
     having (bool_or(closed_at is null and reported_at is null and found_at <= $1::timestamptz - $2 * interval '1 ms')
             and coalesce(max(reported_at) <= $1::timestamptz - $2 * interval '1 ms', true))
       or (count(*) filter (where closed_at is null) = 0 and bool_or(reported_at is not null))
     order by kind, tenant_id`,
    [now, afterMs],
  );
}

/** Once the bus has the report. */
export async function noteReported(store: DataSource, { kind, tenant, open }: GapReport, now: Instant): Promise<void> {
  await store.query(
    open > 0
      ? `update gaps set reported_at = $3 where kind = $1 and tenant_id is not distinct from $2
           and closed_at is null and reported_at is null`
      : `update gaps set over_reported_at = $3 where kind = $1 and tenant_id is not distinct from $2
           and closed_at is not null and reported_at is not null and over_reported_at is null`,
    [kind, tenant, now],
  );
}
