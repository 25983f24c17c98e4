import { type Incident, type IncidentChange, differenceOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { markEntries, timelineName } from '../audit/mark-entries.js';
import { type CopyColumns, copyRows } from '../copy/copy-rows.js';
import type { NamedKeys, TimelineRow } from '../routing/routed-batch.js';
import { noteForSearch } from '../search/note-for-search.js';

const INCIDENTS_COLUMNS: CopyColumns = {
  tenant_id: 'text',
  incident_id: 'uuid',
  reference: 'text',
  state: 'text',
  party: 'text',
  queue: 'text',
  severity: 'text',
  assignee: 'text',
  correlation_key: 'text',
  opened_at: 'timestamptz',
  last_activity_at: 'timestamptz',
  next_due_at: 'timestamptz',
  revision: 'int4',
  document: 'jsonb',
  named: 'text[]',
};

/** The keys of the directory under which each incident is found, by its id. */
type Named = ReadonlyMap<string, NamedKeys>;
const UNNAMED: readonly string[] = [];

const TIMELINE_COLUMNS: CopyColumns = {
  tenant_id: 'text',
  incident_id: 'uuid',
  revision: 'int4',
  at: 'timestamptz',
  type: 'text',
  actor_party: 'text',
  actor_name: 'text',
  change: 'json',
};

export async function insertIncidents(client: PoolClient, incidents: readonly Incident[], named: Named): Promise<void> {
  await copyRows(
    client,
    'incidents',
    INCIDENTS_COLUMNS,
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
      incident.dues[0]?.at ?? null,
      incident.revision,
      incident,
      named.get(incident.id)?.keys ?? UNNAMED,
    ]),
  );
  await noteForSearch(client, idsOf(incidents));
}

/** Writes the new state of incidents that the caller holds locked; the columns are copies of the document's fields. */
export async function updateIncidents(client: PoolClient, incidents: readonly Incident[]): Promise<void> {
  // One statement checks uniqueness row by row: what closes goes first, so that what moves finds its place free.
  const [closed = [], open = []] = [true, false].map((resolved) =>
    incidents.filter(({ state }) => (state === 'resolved') === resolved),
  );
  for (const part of [closed, open]) {
    if (part.length > 0) await updateAll(client, part);
  }
  await noteForSearch(client, idsOf(incidents));
}

const idsOf = (incidents: readonly Incident[]) => incidents.map(({ id }) => id);

async function updateAll(client: PoolClient, incidents: readonly Incident[]): Promise<void> {
  await client.query({
    name: 'update-incidents',
    text: `update incidents i set
             state = n.document->>'state', party = n.document->>'party', queue = n.document->>'queue',
             severity = n.document->>'severity', assignee = n.document->>'assignee',
             last_activity_at = (n.document->>'lastActivityAt')::timestamptz,
             next_due_at = (n.document->'dues'->0->>'at')::timestamptz,
             revision = (n.document->>'revision')::integer, document = n.document
           from (select value as document from jsonb_array_elements($1::jsonb)) n
           where i.tenant_id = n.document->>'tenant' and i.incident_id = (n.document->>'id')::uuid`,
    values: [JSON.stringify(incidents)],
  });
}

/** Replaces the keys of the directory under which incidents are found. */
export async function updateNamed(client: PoolClient, named: readonly NamedKeys[]): Promise<void> {
  for (const { tenant, incidentId, keys } of named) {
    await client.query({
      name: 'update-named',
      text: 'update incidents set named = $3 where tenant_id = $1 and incident_id = $2',
      values: [tenant, incidentId, keys],
    });
  }
  await noteForSearch(
    client,
    named.map(({ incidentId }) => incidentId),
  );
}

export async function insertTimeline(client: PoolClient, rows: readonly TimelineRow[]): Promise<void> {
  await copyRows(
    client,
    'timeline',
    TIMELINE_COLUMNS,
    rows.map(({ incident, before = null, revision, change }) => [
      incident.tenant,
      incident.id,
      revision,
      change.at,
      change.type,
      change.actor.party,
      change.actor.name,
      before ? { ...change, ...differenceOf(before, incident) } : detailsOf(change),
    ]),
  );
  await markEntries(
    client,
    rows.map(({ incident: { tenant, id }, revision }) => ({ tenant, name: timelineName(id, revision) })),
  );
}

/** A change as the timeline keeps it: an opening without the whole incident, which has a row of its own. */
function detailsOf(change: IncidentChange): object {
  if (change.type !== 'incident.opened') return change;
  const { queue, severity, clauseId, policyVersion } = change.incident;
  return { ...change, incident: { queue, severity, clauseId, policyVersion } };
}
