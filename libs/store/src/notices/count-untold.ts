import {
  LATE_AFTER_MINUTES,
  type DeliveryStanding,
  type Instant,
  type NoticeFacts,
  type Party,
  SEVERITIES,
  type UntoldReason,
  epochMs,
  instantOf,
  stuckBy,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface UntoldCount {
  readonly party: Party;
  readonly reason: UntoldReason;
  readonly notices: number;
}

interface Group {
  readonly party: Party;
  readonly state: NoticeFacts['state'];
  readonly deliveries: readonly DeliveryStanding[];
  readonly isLate: boolean;
  readonly notices: number;
}

/** So many are counted, the longest owed; when there are more, it is bad enough to be looked at with `notices owed`. */
export const MOST_UNTOLD_COUNTED = 10_000;
const MINUTE_MS = 60_000;

/** Who should know and does not, by party and reason; at most {@link MOST_UNTOLD_COUNTED}. For metrics. */
export async function countUntold(store: DataSource, now: Instant): Promise<readonly UntoldCount[]> {
  const lateBefore = SEVERITIES.map((severity) => instantOf(epochMs(now) - LATE_AFTER_MINUTES[severity] * MINUTE_MS));
  const groups = await store.query<Group[]>(
    `select party, state, deliveries, "isLate", count(*)::int as notices from (
       select split_part(n.queue, '/', 1) as party, n.state,
         array(select distinct d.state from deliveries d where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id
               order by 1) as deliveries,
         n.owed_at < ($2::timestamptz[])[array_position($1, coalesce(i.severity, 'C'))] as "isLate"
       from (select * from notices where told_at is null and acknowledged_at is null and not is_over
             order by owed_at, notice_id limit $3) n
       left join incidents i on i.tenant_id = n.tenant_id and i.incident_id = n.incident_id) untold
     group by party, state, deliveries, "isLate"`,
    [SEVERITIES, lateBefore, MOST_UNTOLD_COUNTED],
  );
  const counts = new Map<string, UntoldCount>();
  for (const { party, notices, isLate, ...stuck } of groups) {
    const reason = stuckBy(stuck, isLate);
    const key = `${party} ${reason}`;
    counts.set(key, { party, reason, notices: notices + (counts.get(key)?.notices ?? 0) });
  }
  return [...counts.values()];
}
