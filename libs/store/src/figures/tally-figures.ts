import {
  FIGURE_CHANGE_TYPES,
  type FigureChange,
  FigureTally,
  type Figures,
  SHIPPED_SERVICE_LEVELS,
  type ServiceLevelOverrides,
  instantOf,
  serviceLevelsOf,
} from '@demarc/domain';
import type { PoolClient } from 'pg';
import { Statement } from '../queue/statement.js';
import { type ReportScope, withinScope } from './report-scope.js';

interface Row {
  readonly tenant: string;
  /** Changes of one incident in order; their moments in epoch milliseconds. */
  readonly changes: readonly (Omit<FigureChange, 'at'> & { readonly at: number })[];
}

const AT_ONCE = 2_000;

/** Of each change only what figures are made of: most of a timeline's rows is about other things. */
const SLIM = `case type
  when 'incident.opened' then json_build_object('at', at_ms, 'type', type, 'incident', change->'incident')
  when 'incident.resolved' then json_build_object('at', at_ms, 'type', type, 'by', change->>'by')
  when 'incident.handed-over' then json_build_object('at', at_ms, 'type', type, 'to', json_build_object('queue', change->'to'->'queue'))
  when 'incident.snoozed' then json_build_object('at', at_ms, 'type', type, 'snooze', change->'snooze')
  when 'incident.snooze-agreed' then json_build_object('at', at_ms, 'type', type, 'until', change->'until')
  when 'incident.action-requested' then json_build_object('at', at_ms, 'type', type, 'asked', json_build_object('of', change->'asked'->'of'))
  when 'incident.clock-breached' then json_build_object('at', at_ms, 'type', type, 'clock', change->'clock')
  when 'incident.acknowledged' then json_build_object('at', at_ms, 'type', type)
  when 'incident.reopened' then json_build_object('at', at_ms, 'type', type)
  when 'incident.woken' then json_build_object('at', at_ms, 'type', type)
  else json_build_object('at', at_ms, 'type', type, 'to', change->'to', 'offer', change->'offer')
end`;

/**
 * The figures of a period, in one pass over the timelines of the incidents in which something happened then. Keeps some
 * thousand incidents in memory at a time, and of the rest what {@link FigureTally} keeps. The client must be in a
 * transaction.
 */
export async function tallyFigures(client: PoolClient, scope: ReportScope): Promise<Figures> {
  const levels = await levelsByTenant(client);
  const tally = new FigureTally(scope);
  const { values, place } = new Statement();
  const [from, until] = [`${place(scope.from)}::timestamptz`, `${place(scope.until)}::timestamptz`];
  const types = `type = any(${place(FIGURE_CHANGE_TYPES)}::text[])`;
  await client.query(
    `declare figures no scroll cursor for
     with during as (
       select tenant_id, incident_id, revision, at, type, change from timeline t
       where at >= ${from} and at < ${until} and ${types}${withinScope(scope, 't', place)}
     ), before as (
       -- Of what was opened earlier, the beginning of its timeline.
       select t.tenant_id, t.incident_id, t.revision, t.at, t.type, t.change
       from (select tenant_id, incident_id from during group by 1, 2 having not bool_or(type = 'incident.opened')) begun
       join timeline t using (tenant_id, incident_id)
       where t.at < ${from} and t.${types}
     ), slim as (
       select tenant_id, incident_id, revision, ${SLIM} as change
       from (select *, (extract(epoch from at) * 1000)::bigint as at_ms
             from (select * from during union all select * from before) both_parts) timed
     )
     select tenant_id as tenant, json_agg(change order by revision) as changes from slim group by tenant_id, incident_id`,
    values,
  );
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${AT_ONCE} from figures`);
    for (const { tenant, changes } of rows)
      tally.add(changes.map(changeOf), levels.get(tenant) ?? SHIPPED_SERVICE_LEVELS);
    if (rows.length < AT_ONCE) break;
  }
  await client.query('close figures');
  return tally.figures();
}

function changeOf(change: Row['changes'][number]): FigureChange {
  return { ...change, at: instantOf(change.at) } as FigureChange;
}

async function levelsByTenant(client: PoolClient) {
  const { rows } = await client.query<{ tenant: string; own: ServiceLevelOverrides }>(
    `select tenant_id as tenant, service_levels as own from tenants where service_levels <> '{}'`,
  );
  return new Map(rows.map(({ tenant, own }) => [tenant, serviceLevelsOf(own)]));
}
