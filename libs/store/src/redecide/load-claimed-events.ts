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

/** The newest version of each event of these incidents, as far as their newest decisions name them. */
export async function loadClaimedEvents(
  client: PoolClient,
  tenant: string,
  incidentIds: readonly string[],
): Promise<readonly ClaimedEvent[]> {
  const { rows } = await client.query<ClaimedEvent>({
    name: 'load-claimed-events',
    text: `select distinct on (d.incident_id, e.source, e.source_event_id)
             d.incident_id as "incidentId", e.event_id as "eventId", e.normalised as event
           from unnest($2::uuid[]) as wanted(id)
           join lateral (
             select incident_id, event_id from decisions
             where tenant_id = $1 and incident_id = wanted.id
             order by decided_at desc, decision_id desc limit $3) d on true
           join events e on e.tenant_id = $1 and e.event_id = d.event_id
           order by d.incident_id, e.source, e.source_event_id, e.version collate "C" desc`,
    values: [tenant, incidentIds, DECISIONS_LOOKED_AT],
  });
  return rows;
}
