import { type Incident, type Notice, type Receipt, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/**
 * A notice with what its message says: the incident as it is now, and the clause of the decision it follows from. All
 * null when it is about no incident.
 */
export interface OwedNotice {
  readonly notice: Notice;
  readonly incident: Incident | null;
  readonly clause: Receipt['clause'] | null;
  /** The event of that decision. */
  readonly eventId: string | null;
  readonly sourceEventId: string | null;
}

/** The notices with these ids, in no particular order; one that does not exist is left out. Locks nothing. */
export async function loadOwedNotices(
  store: DataSource,
  keys: readonly { readonly tenant: string; readonly id: string }[],
): Promise<readonly OwedNotice[]> {
  const rows = await store.query<(Omit<OwedNotice, 'notice'> & { notice: Omit<Notice, 'owedAt'>; owedAt: Date })[]>(
    `select json_build_object('id', n.notice_id, 'tenant', n.tenant_id, 'incidentId', n.incident_id, 'kind', n.kind,
                              'queue', n.queue, 'audience', coalesce(n.audience, '"team"'), 'because', n.because,
                              'clauseId', n.clause_id, 'policyVersion', n.policy_version, 'details', n.details) as notice,
            n.owed_at as "owedAt", i.document as incident, d.receipt -> 'clause' as clause, d.event_id as "eventId",
            e.source_event_id as "sourceEventId"
     from unnest($1::text[], $2::uuid[]) as k(tenant_id, notice_id)
     join notices n on n.tenant_id = k.tenant_id and n.notice_id = k.notice_id
     left join incidents i on i.tenant_id = n.tenant_id and i.incident_id = n.incident_id
     left join lateral (
       select receipt, event_id from decisions
       where tenant_id = n.tenant_id and incident_id = n.incident_id
         and decided_at <= n.owed_at
       -- Several may be of one moment: what assigns it is of that queue, what informs or recalls is of another.
       order by decided_at desc, ((queue = n.queue) = (n.kind = 'assignment')) desc, decision_id limit 1) d on true
     left join events e on e.tenant_id = n.tenant_id and e.event_id = d.event_id`,
    [keys.map(({ tenant }) => tenant), keys.map(({ id }) => id)],
  );
  return rows.map(({ notice, owedAt, ...rest }) => ({ ...rest, notice: { ...notice, owedAt: instantOf(owedAt) } }));
}
