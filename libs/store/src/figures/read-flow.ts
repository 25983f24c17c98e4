import { type Instant, type Party, type Queue, instantOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { Statement } from '../queue/statement.js';
import { inTransaction } from '../transaction.js';
import { type ReportScope, withinScope } from './report-scope.js';

export interface FlowPath {
  readonly source: string;
  /** The fact of its device by which it was decided. */
  readonly device: string;
  readonly clauseId: string;
  /** That the policy gave it to. */
  readonly queue: Queue;
  readonly incidents: number;
  readonly events: number;
}

export interface LoadStep extends Readonly<Record<Party, number>> {
  readonly at: Instant;
}

export interface Storm {
  readonly id: string;
  readonly reference: string;
  readonly tenant: string;
  readonly title: string;
  readonly events: number;
}

export interface Flow {
  /** The most incidents first. */
  readonly paths: readonly FlowPath[];
  /** In the order of time. */
  readonly load: readonly LoadStep[];
  /** The greatest first. */
  readonly storms: readonly Storm[];
}

export type FlowStep = 'hour' | 'day';

const STORM_EVENTS = 100;
const MOST_STORMS = 20;

/** How what was opened in a period came to its owners. All of it is of one moment; nothing waits for it. */
export async function readFlow(store: DataSource, scope: ReportScope, step: FlowStep): Promise<Flow> {
  return inTransaction(store, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    return {
      paths: await pathsOf(client, scope),
      load: await loadOf(client, scope, step),
      storms: await stormsOf(client, scope),
    };
  });
}

const OPENED = ({ from, until }: ReportScope, place: Statement['place']): string =>
  `i.opened_at >= ${place(from)}::timestamptz and i.opened_at < ${place(until)}::timestamptz`;

async function pathsOf(client: PoolClient, scope: ReportScope): Promise<readonly FlowPath[]> {
  const { values, place } = new Statement();
  const { rows } = await client.query<FlowPath>(
    `select i.document->>'source' as source, d.receipt->'facts'->>'device' as device, d.clause_id as "clauseId", d.queue,
       count(*)::int as incidents, sum((i.document->>'eventCount')::int)::int as events
     from incidents i
     join decisions d on d.tenant_id = i.tenant_id and d.decision_id = (i.document->>'decisionId')::uuid
     where ${OPENED(scope, place)}${withinScope(scope, 'i', place)}
     group by 1, 2, 3, 4 order by incidents desc, 1, 2, 3, 4`,
    values,
  );
  return rows;
}

async function loadOf(client: PoolClient, scope: ReportScope, step: FlowStep): Promise<readonly LoadStep[]> {
  const { values, place } = new Statement();
  const { rows } = await client.query<{ at: Date; microsoft: number; customer: number }>(
    `select date_trunc(${place(step)}, i.opened_at, 'UTC') as at,
       count(*) filter (where i.decided_party = 'microsoft')::int as microsoft,
       count(*) filter (where i.decided_party = 'customer')::int as customer
     from incidents i where ${OPENED(scope, place)}${withinScope(scope, 'i', place)}
     group by 1 order by 1`,
    values,
  );
  return rows.map(({ at, ...parties }) => ({ at: instantOf(at), ...parties }));
}

async function stormsOf(client: PoolClient, scope: ReportScope): Promise<readonly Storm[]> {
  const { values, place } = new Statement();
  const { rows } = await client.query<Storm>(
    `select i.incident_id as id, i.reference, i.tenant_id as tenant, i.document->>'title' as title,
       (i.document->>'eventCount')::int as events
     from incidents i where ${OPENED(scope, place)}${withinScope(scope, 'i', place)}
       and (i.document->>'eventCount')::int >= ${place(STORM_EVENTS)}
     order by events desc, i.incident_id limit ${place(MOST_STORMS)}`,
    values,
  );
  return rows;
}
