import type { Incident } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { copyRows } from '../copy-rows.js';
import type { TimelineRow } from '../routing/routed-batch.js';

export async function insertIncidents(client: PoolClient, incidents: readonly Incident[]): Promise<void> {
  await copyRows(
    client,
    'incidents',
    [
      'tenant_id',
      'incident_id',
      'reference',
      'state',
      'party',
      'queue',
      'severity',
      'assignee',
      'correlation_key',
      'opened_at',
      'last_activity_at',
      'revision',
      'document',
    ],
    incidents.map((incident) => [
      incident.tenant,
      incident.id,
      incident.reference,
      incident.state,
      incident.party,
      incident.queue,
      incident.severity,
      incident.assignee,
      incident.correlationKey,
      incident.openedAt,
      incident.lastActivityAt,
      incident.revision,
      incident,
    ]),
  );
}

/** Writes the new state of incidents that the caller holds locked; the columns are copies of the document's fields. */
export async function updateIncidents(client: PoolClient, incidents: readonly Incident[]): Promise<void> {
  if (incidents.length === 0) return;
  await client.query({
    name: 'update-incidents',
    text: `update incidents i set
             state = n.document->>'state', party = n.document->>'party', queue = n.document->>'queue',
             severity = n.document->>'severity', assignee = n.document->>'assignee',
             last_activity_at = (n.document->>'lastActivityAt')::timestamptz,
             revision = (n.document->>'revision')::integer, document = n.document
           from (select value as document from jsonb_array_elements($1::jsonb)) n
           where i.tenant_id = n.document->>'tenant' and i.incident_id = (n.document->>'id')::uuid`,
    values: [JSON.stringify(incidents)],
  });
}

export async function insertTimeline(client: PoolClient, rows: readonly TimelineRow[]): Promise<void> {
  await copyRows(
    client,
    'timeline',
    ['tenant_id', 'incident_id', 'revision', 'at', 'type', 'actor_party', 'actor_name', 'change'],
    rows.map(({ incident, revision, change }) => [
      incident.tenant,
      incident.id,
      revision,
      change.at,
      change.type,
      change.actor.party,
      change.actor.name,
      change,
    ]),
  );
}
