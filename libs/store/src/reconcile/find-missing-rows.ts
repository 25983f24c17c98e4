import type { Gap, GapKind } from '@demarc/domain';
import type { PoolClient } from 'pg';

/** Where the ids come from that are looked for: settlements, or the gaps that are open. */
export type LookedFor = { readonly settlements: readonly string[] } | 'open-gaps';

type Column = 'events' | 'decisions' | 'incidents' | 'notices' | 'quarantined';

/** Per kind of row: whether the row with tenant and id `x` is there. */
const THERE: readonly { readonly column: Column; readonly kind: GapKind; readonly is: string }[] = [
  { column: 'events', kind: 'event-missing', is: 'events t where t.tenant_id = x.tenant_id and t.event_id = x.id' },
  {
    column: 'decisions',
    kind: 'decision-missing',
    is: 'decisions t where t.tenant_id = x.tenant_id and t.decision_id = x.id',
  },
  {
    column: 'incidents',
    kind: 'incident-missing',
    is: 'incidents t where t.tenant_id = x.tenant_id and t.incident_id = x.id',
  },
  { column: 'notices', kind: 'notice-missing', is: 'notices t where t.tenant_id = x.tenant_id and t.notice_id = x.id' },
  { column: 'quarantined', kind: 'quarantine-missing', is: 'quarantine t where t.quarantine_id = x.id' },
];

/** What is wrong with rows that are there. `%` stands for the ids. */
const WRONG: readonly { readonly column: Column; readonly kind: GapKind; readonly select: string }[] = [
  {
    column: 'decisions',
    kind: 'incident-missing',
    select: `select d.tenant_id, d.incident_id as id, json_build_object('decision', d.decision_id) as facts
      from (%) x join decisions d on d.tenant_id = x.tenant_id and d.decision_id = x.id
      where not exists (select from incidents i where i.tenant_id = d.tenant_id and i.incident_id = d.incident_id)`,
  },
  {
    column: 'incidents',
    kind: 'incident-unowned',
    select: `select i.tenant_id, i.incident_id as id,
        json_build_object('reference', i.reference, 'party', i.party, 'queue', i.queue) as facts
      from (%) x join incidents i on i.tenant_id = x.tenant_id and i.incident_id = x.id
      where i.state <> 'resolved' and (i.queue !~ '^(microsoft|customer)/.' or i.party <> split_part(i.queue, '/', 1)
        or (i.next_due_at is null and i.document->'offer' <> 'null'))`,
  },
  {
    column: 'notices',
    kind: 'delivery-missing',
    select: `select n.tenant_id, n.notice_id as id,
        json_build_object('planned', n.deliveries_planned, 'there', d.there) as facts
      from (%) x join notices n on n.tenant_id = x.tenant_id and n.notice_id = x.id
      cross join lateral (select count(*)::int as there from deliveries d
        where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id) d
      where n.state = 'planned' and d.there < n.deliveries_planned`,
  },
  {
    column: 'notices',
    kind: 'delivery-stuck',
    select: `select d.tenant_id, d.notice_id as id, json_build_object('delivery', d.delivery_id) as facts
      from (%) x join deliveries d on d.tenant_id = x.tenant_id and d.notice_id = x.id
      where d.state in ('pending', 'retrying') and d.next_attempt_at is null`,
  },
];

/** The kinds that {@link findMissingRows} finds. */
export const ROW_GAPS: readonly GapKind[] = [...new Set([...THERE, ...WRONG].map(({ kind }) => kind))];

/**
 * Of the rows that settlements tell of, or of those that are missed already, what is not there or not right now, and
 * was not taken away on purpose. Looks each one up in its index: no table is read as a whole.
 */
export async function findMissingRows(client: PoolClient, lookedFor: LookedFor): Promise<readonly Gap[]> {
  if (lookedFor !== 'open-gaps' && lookedFor.settlements.length === 0) return [];
  const parts = [
    ...THERE.map(({ column, kind, is }) => {
      const missing = `select x.tenant_id, x.id, x.facts from (${idsOf(column, kind, lookedFor)}) x
        where not exists (select from ${is}) and not exists (select from removals r where r.removed_id = x.id)`;
      return { kind, sql: missing };
    }),
    ...WRONG.filter(({ kind, column }) => lookedFor !== 'open-gaps' || isItself(kind, column)).map(
      ({ kind, column, select }) => ({ kind, sql: select.replace('%', () => idsOf(column, kind, lookedFor)) }),
    ),
  ];
  // Each id is one look into an index; with old statistics the planner might rather read the tables.
  await client.query(`set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off;
    set local jit = off`);
  const gaps = new Map<string, Gap>();
  for (const { kind, sql } of parts) {
    const values = lookedFor === 'open-gaps' ? [] : [lookedFor.settlements];
    const { rows } = await client.query<Gap>(
      `select '${kind}' as kind, tenant_id as tenant, id::text as what, facts from (${sql}) found`,
      values,
    );
    for (const gap of rows) gaps.set(`${gap.kind} ${gap.what}`, gap);
  }
  await client.query('reset enable_hashjoin; reset enable_mergejoin; reset enable_seqscan; reset jit');
  return [...gaps.values()];
}

/** An incident that is missed is looked for itself, not through its decisions. */
const isItself = (kind: GapKind, column: Column): boolean => !(kind === 'incident-missing' && column === 'decisions');

function idsOf(column: Column, kind: GapKind, lookedFor: LookedFor): string {
  return lookedFor === 'open-gaps'
    ? `select g.tenant_id, g.what::uuid as id, g.facts from gaps g where g.kind = '${kind}' and g.closed_at is null`
    : `select s.tenant_id, id,
         json_build_object('writtenAt', s.settled_at, 'stream', s.stream, 'sequences', s.sequences::text) as facts
       from settlements s cross join lateral unnest(s.${column}) id where s.settlement_id = any($1::uuid[])`;
}
