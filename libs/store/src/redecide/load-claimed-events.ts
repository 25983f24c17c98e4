import type { SourceEvent } from '@demarc/domain';
import type { PoolClient } from 'pg';

/** An event of an incident in its newest version. */
export interface ClaimedEvent {
  readonly incidentId: string;
  readonly eventId: string;
  readonly event: SourceEvent;
}

/** A storm can put a hundred thousand versions into one incident: its newest decisions say which events it has. */
const DECISIONS_LOOKED_AT = 200;

/**
 * Each event of these incidents, as far as their newest decisions name it, in its newest version: also when that one
 * was decided into another incident only.
 */
export async function loadClaimedEvents(
  client: PoolClient,
  tenant: string,
  incidentIds: readonly string[],
): Promise<readonly ClaimedEvent[]> {
  const { rows } = await client.query<ClaimedEvent>({
    name: 'load-claimed-events',
    text: `select claimed.incident_id as "incidentId", newest.event_id as "eventId", newest.normalised as event
           from (
             select distinct d.incident_id, e.source, e.source_event_id
             from unnest($2::uuid[]) as wanted(id)
             join lateral (
               select incident_id, event_id from decisions
               where tenant_id = $1 and incident_id = wanted.id
               order by decided_at desc, decision_id desc limit $3) d on true
             join events e on e.tenant_id = $1 and e.event_id = d.event_id) claimed
           join lateral (
             select event_id, normalised from events e
             where e.tenant_id = $1 and e.source = claimed.source and e.source_event_id = claimed.source_event_id
             order by e.version desc limit 1) newest on true
           order by claimed.incident_id, claimed.source, claimed.source_event_id`,
    values: [tenant, incidentIds, DECISIONS_LOOKED_AT],
  });
  return rows;
}
