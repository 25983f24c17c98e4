import { type Incident, type Instant, type Queue, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/** A decision by which custody of an incident, or its reasons, became what they are. */
export interface FormativeDecision {
  readonly decisionId: string;
  readonly decidedAt: Instant;
  readonly queue: Queue;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly because: string;
}

/** The decision that opened an incident and those that changed its custody or verdict, oldest first. */
export async function readDecisions(
  store: DataSource,
  { tenant, id }: Pick<Incident, 'tenant' | 'id'>,
): Promise<FormativeDecision[]> {
  const rows = await store.query<(Omit<FormativeDecision, 'decidedAt'> & { decidedAt: Date })[]>(
    `with opening as (
       select decision_id, 'It opened the incident' as because from decisions
       where tenant_id = $1 and incident_id = $2 order by decided_at, decision_id limit 1
     ), told as (
       select (change->'to'->>'decisionId')::uuid as decision_id, change->>'because' as because from timeline
       where tenant_id = $1 and incident_id = $2 and type in ('incident.handed-over', 'incident.redecided')
     )
     select d.decision_id as "decisionId", d.decided_at as "decidedAt", d.queue, d.clause_id as "clauseId",
            d.policy_version as "policyVersion", formative.because
     from (select * from opening union all select * from told) formative
     join decisions d on d.tenant_id = $1 and d.decision_id = formative.decision_id
     order by d.decided_at, d.decision_id`,
    [tenant, id],
  );
  return rows.map((row) => ({ ...row, decidedAt: instantOf(row.decidedAt) }));
}
