import type { Instant, Party } from '@demarc/domain';
import { instant } from '../notices/notice-sql.js';
import { ADMINISTRATION_CONTENT, TIMELINE_CONTENT } from './entry-hashes.js';
import type { AuditSnapshot } from './read-chain.js';

/** An entry that bears on an incident, as it stands on record. */
export interface RecordedEntry {
  readonly tenant: string;
  readonly name: string;
  /** What is hashed of it; null: `party` may not see it. */
  readonly content: string | null;
  /** SHA-256 of what stands there now. */
  readonly hash: string;
}

export interface RecordedDecision {
  readonly decisionId: string;
  readonly eventId: string;
  readonly decidedAt: Instant;
  readonly queue: string;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly receipt: unknown;
}

export interface Of {
  readonly tenant: string;
  readonly incidentId: string;
  readonly party: Party;
}

/** An incident's timeline in order; what was written for the other party alone is withheld. */
export async function timelineOnRecord({ client }: AuditSnapshot, of: Of): Promise<readonly RecordedEntry[]> {
  const { rows } = await client.query<RecordedEntry>(
    `select $1 as tenant, 'timeline/' || t.incident_id || '/' || t.revision as name,
            encode(sha256(convert_to(${TIMELINE_CONTENT}, 'UTF8')), 'hex') as hash,
            case when t.type <> 'incident.commented' or t.change->>'visibility' = 'both' or t.actor_party = $3
                 then ${TIMELINE_CONTENT} end as content
     from timeline t where t.tenant_id = $1 and t.incident_id = $2 order by t.revision`,
    [of.tenant, of.incidentId, of.party],
  );
  return rows;
}

/** What people administered that touched an incident: itself, or the policies that it was decided by. */
export async function administrationOnRecord({ client }: AuditSnapshot, of: Of): Promise<readonly RecordedEntry[]> {
  const { rows } = await client.query<RecordedEntry>(
    `select a.tenant_id as tenant, 'administration/' || a.entry_id as name,
            encode(sha256(convert_to(${ADMINISTRATION_CONTENT}, 'UTF8')), 'hex') as hash,
            ${ADMINISTRATION_CONTENT} as content
     from audit_entries a
     where (a.tenant_id = $1 and a.incident_ids @> array[$2::uuid])
        or (a.tenant_id in ($1, 'microsoft') and a.action in ('policy.published', 'policy.adopted') and a.subject in (
              select d.policy_version from decisions d where d.tenant_id = $1 and d.incident_id = $2))
     order by a.at, a.entry_id`,
    [of.tenant, of.incidentId],
  );
  return rows;
}

export async function decisionsOnRecord({ client }: AuditSnapshot, of: Of): Promise<readonly RecordedDecision[]> {
  const { rows } = await client.query<RecordedDecision>(
    `select decision_id as "decisionId", event_id as "eventId", ${instant('decided_at')} as "decidedAt", queue,
            clause_id as "clauseId", policy_version as "policyVersion", receipt
     from decisions where tenant_id = $1 and incident_id = $2 order by decided_at, decision_id`,
    [of.tenant, of.incidentId],
  );
  return rows;
}

export interface ChainPlace {
  readonly seq: number;
  /** As it was sealed. */
  readonly hash: string;
}

/** Where entries stand in a tenant's chain, by name; without those that are not sealed. */
export async function placesInChain(
  { client }: AuditSnapshot,
  tenant: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, ChainPlace>> {
  const { rows } = await client.query<ChainPlace & { name: string }>(
    `select name, (c.first_seq + n - 1)::float8 as seq, encode(substr(c.hashes, (n * 32 - 31)::integer, 32), 'hex') as hash
     from audit_chain c, string_to_table(c.names, E'\\n') with ordinality placed(name, n)
     where c.tenant_id = $1 and name = any($2::text[])`,
    [tenant, names],
  );
  return new Map(rows.map(({ name, seq, hash }) => [name, { seq, hash }]));
}
