import { SEVERITIES, type Severity } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { Statement } from '../queue/statement.js';
import { type ReportScope, withinScope } from './report-scope.js';

export const REPORT_GROUPS = ['owner', 'clause', 'area', 'severity', 'kind', 'tenant', 'month'] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];

export interface IncidentCounts {
  readonly opened: number;
  readonly openedBySeverity: Readonly<Record<Severity, number>>;
  /** In the period, and not reopened before its end. */
  readonly resolved: number;
  readonly openAtEnd: number;
  readonly openAtEndBySeverity: Readonly<Record<Severity, number>>;
}

export interface CountedGroup extends IncidentCounts {
  readonly key: string;
}

/** One row for each key, severity, and months in which they were opened and resolved; the months only where wanted. */
interface Row {
  readonly key: string;
  readonly severity: Severity;
  readonly openedIn: string | null;
  readonly resolvedIn: string | null;
  readonly opened: number;
  readonly resolved: number;
  readonly open: number;
}

const KEYS: Readonly<Record<Exclude<ReportGroup, 'month'>, string>> = {
  owner: 'i.queue',
  clause: `i.document->>'clauseId'`,
  area: 'i.area',
  severity: 'i.severity',
  kind: 'i.kind',
  tenant: 'i.tenant_id',
};

const monthOf = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM')`;

/**
 * How many incidents were opened and resolved in a period, and were open at its end, by what they are now: the team that
 * holds them, their clause and severity. By month, those are the months (UTC) of opening and of the resolution that stood
 * at the period's end.
 */
export async function countIncidents(
  client: PoolClient,
  scope: ReportScope,
  by: ReportGroup,
): Promise<readonly CountedGroup[]> {
  const { values, place } = new Statement();
  const [from, until] = [`${place(scope.from)}::timestamptz`, `${place(scope.until)}::timestamptz`];
  const ofParty = scope.party === null ? '' : ` and i.party = ${place(scope.party)}`;
  const mine = withinScope(scope, 'i', place) + ofParty;
  const isMonth = by === 'month';
  const columns = `${isMonth ? `''` : KEYS[by]} as key, i.severity, i.opened_at, i.state, f.is_over, f.resolved_at`;
  const ofTenant = scope.tenant === null ? '' : ` and tenant_id = ${place(scope.tenant)}`;
  const { rows } = await client.query<Row>(
    `with turns as (
       -- Of what was resolved or reopened since the period began: the last turn in it, else the first one after it.
       select tenant_id, incident_id, max(at) filter (where at < ${until}) as last_at,
         max(revision * 2 + (type = 'incident.resolved')::int) filter (where at < ${until}) % 2 as last_turn,
         min(revision * 2 + (type = 'incident.resolved')::int) filter (where at >= ${until}) % 2 as next_turn
       from timeline where at >= ${from} and type in ('incident.resolved', 'incident.reopened')${ofTenant}
       group by tenant_id, incident_id
     ), f as (
       select tenant_id, incident_id, coalesce(last_turn = 1, next_turn = 0) as is_over,
         case when last_turn = 1 then last_at end as resolved_at
       from turns
     ), touched as (
       select ${columns} from incidents i left join f using (tenant_id, incident_id)
       where i.opened_at >= ${from} and i.opened_at < ${until}${mine}
       union all
       select ${columns} from incidents i left join f using (tenant_id, incident_id)
       where i.opened_at < ${from} and i.state <> 'resolved'${mine}
       union all
       select ${columns} from f join incidents i using (tenant_id, incident_id)
       where i.opened_at < ${from} and i.state = 'resolved'${mine}
     )
     select key, severity,
       ${isMonth ? `case when opened_at >= ${from} then ${monthOf('opened_at')} end` : 'null'} as "openedIn",
       ${isMonth ? monthOf('resolved_at') : 'null'} as "resolvedIn",
       count(*) filter (where opened_at >= ${from})::int as opened, count(resolved_at)::int as resolved,
       count(*) filter (where not coalesce(is_over, state = 'resolved'))::int as open
     from touched group by 1, 2, 3, 4`,
    values,
  );
  return isMonth ? byMonth(rows, scope) : byKey(rows);
}

function byKey(rows: readonly Row[]): readonly CountedGroup[] {
  const groups = new Map<string, Counting>();
  for (const row of rows) {
    const group = counting(groups, row.key);
    group.opened[row.severity] += row.opened;
    group.open[row.severity] += row.open;
    group.resolved += row.resolved;
  }
  return [...groups].map(([key, group]) => countedGroup(key, group)).filter(isSomething);
}

/** Open at the end of a month are those of the next, without what that one opened and with what it resolved. */
function byMonth(rows: readonly Row[], { from, until }: ReportScope): readonly CountedGroup[] {
  const groups = new Map(monthsOf(from, until).map((month) => [month, nothingYet()]));
  const open = zeroes();
  const turned = new Map<string, Record<Severity, number>>();
  for (const { severity, openedIn, resolvedIn, ...row } of rows) {
    open[severity] += row.open;
    if (openedIn !== null) counting(groups, openedIn).opened[severity] += row.opened;
    if (resolvedIn === null) continue;
    counting(groups, resolvedIn).resolved += row.resolved;
    const resolved = turned.get(resolvedIn) ?? zeroes();
    resolved[severity] += row.resolved;
    turned.set(resolvedIn, resolved);
  }
  for (const [month, group] of [...groups].sort(([a], [b]) => (a < b ? 1 : -1))) {
    for (const severity of SEVERITIES) {
      group.open[severity] = open[severity];
      open[severity] += (turned.get(month)?.[severity] ?? 0) - group.opened[severity];
    }
  }
  return [...groups].map(([key, group]) => countedGroup(key, group));
}

interface Counting {
  readonly opened: Record<Severity, number>;
  readonly open: Record<Severity, number>;
  resolved: number;
}

const zeroes = (): Record<Severity, number> => ({ A: 0, B: 0, C: 0 });
const nothingYet = (): Counting => ({ opened: zeroes(), open: zeroes(), resolved: 0 });
const sum = ({ A, B, C }: Readonly<Record<Severity, number>>): number => A + B + C;

function counting(groups: Map<string, Counting>, key: string): Counting {
  let group = groups.get(key);
  if (!group) groups.set(key, (group = nothingYet()));
  return group;
}

function countedGroup(key: string, { opened, open, resolved }: Counting): CountedGroup {
  return {
    key,
    opened: sum(opened),
    openedBySeverity: opened,
    resolved,
    openAtEnd: sum(open),
    openAtEndBySeverity: open,
  };
}

/** A group may have only incidents that were resolved before the period, and reopened after it. */
const isSomething = ({ opened, resolved, openAtEnd }: IncidentCounts): boolean => opened + resolved + openAtEnd > 0;

/** Every month of UTC that a period touches, as `2026-11`. */
function monthsOf(from: string, until: string): readonly string[] {
  const months: string[] = [];
  const day = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  while (months.length === 0 || day.toISOString() < until) {
    months.push(day.toISOString().slice(0, 7));
    day.setUTCMonth(day.getUTCMonth() + 1);
  }
  return months;
}
