import { LATE_AFTER_MINUTES, type Instant, PARTIES, type Party, SEVERITIES } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { Statement } from '../queue/statement.js';
import { type ReportScope, withinScope } from './report-scope.js';

export interface NoticeFigures {
  readonly owed: number;
  /** A receiver of the party accepted it, or the party said that it knows. */
  readonly told: number;
  /** Told after the time that its severity allows, or not told although that is over; what was muted or held is not. */
  readonly late: number;
  /** Told, and nobody of the party showed yet that they know. */
  readonly unacknowledged: number;
}

/** The notices that were owed in a period, by the party that they were owed to, as they stand now. */
export async function countNotices(
  client: PoolClient,
  scope: ReportScope,
  now: Instant,
): Promise<Readonly<Record<Party, NoticeFigures>>> {
  const { values, place } = new Statement();
  const allowed = place(SEVERITIES.map((severity) => LATE_AFTER_MINUTES[severity]));
  const { rows } = await client.query<NoticeFigures & { party: Party }>(
    `select split_part(n.queue, '/', 1) as party, count(*)::int as owed, count(*) filter (where told)::int as told,
       count(*) filter (where is_late and (told or not meant))::int as late,
       count(*) filter (where told_at is not null and acknowledged_at is null)::int as unacknowledged
     from (
       select n.*, known_at is not null as told,
         coalesce(known_at, ${place(now)}) > n.owed_at
           + make_interval(mins => (${allowed}::int[])[array_position(${place(SEVERITIES)}, coalesce(i.severity, 'C'))]) as is_late,
         -- Every way to tell it is muted or held, as somebody meant it to be.
         case when known_at is null and n.state = 'planned' then coalesce((
           select bool_and(d.state in ('muted', 'held')) from deliveries d
           where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id), false) else false end as meant
       from (select *, least(told_at, acknowledged_at) as known_at from notices) n
       left join incidents i on i.tenant_id = n.tenant_id and i.incident_id = n.incident_id
       where n.owed_at >= ${place(scope.from)} and n.owed_at < ${place(scope.until)}${withinScope(scope, 'n', place)}
     ) n group by 1`,
    values,
  );
  const found = new Map(rows.map(({ party, ...figures }) => [party, figures]));
  const none: NoticeFigures = { owed: 0, told: 0, late: 0, unacknowledged: 0 };
  return Object.fromEntries(PARTIES.map((party) => [party, found.get(party) ?? none])) as Record<Party, NoticeFigures>;
}
