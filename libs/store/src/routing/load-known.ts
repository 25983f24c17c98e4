import { type Incident, decidedParty } from '@demarc/domain';
import type { PoolClient } from 'pg';

/** What names an event across its versions. */
export interface EventKey {
  readonly tenant: string;
  readonly source: string;
  readonly id: string;
  readonly correlationKey: string;
}

/** An event that was seen before: its versions and the incidents it is in. */
export interface KnownEvent {
  readonly versions: readonly string[];
  readonly incidentIds: readonly string[];
}

/** What the store knows about a batch's events before they are decided. Keys: see {@link eventKeyOf}, {@link openKeyOf}. */
export interface Known {
  readonly events: ReadonlyMap<string, KnownEvent>;
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly open: ReadonlyMap<string, Incident>;
  /** By id: the keys of the directory under which each incident is found. */
  readonly named: ReadonlyMap<string, readonly string[]>;
}

export const eventKeyOf = (tenant: string, source: string, id: string) => `${tenant}\n${source}\n${id}`;
export const openKeyOf = (tenant: string, correlationKey: string, party: string) =>
  `${tenant}\n${correlationKey}\n${party}`;

/**
 * Loads earlier versions of the events and, locked in id order, the incidents they may join.
 * The locks keep another router or a person's click from changing those incidents until the batch commits.
 */
export async function loadKnownForUpdate(client: PoolClient, keys: readonly EventKey[]): Promise<Known> {
  const merged = await loadMerged(client, keys);
  const { events, incidents, named } = await lockUntilKnown(client, keys, [...merged.values()]);
  return { events, incidents, named, open: openOnes(incidents, merged) };
}

/**
 * The open ones among some incidents, by {@link openKeyOf}. One that goes on for merged ones is found under their keys
 * too, where no other has opened since.
 */
function openOnes(
  incidents: ReadonlyMap<string, Incident>,
  merged: ReadonlyMap<string, string>,
): ReadonlyMap<string, Incident> {
  const open = new Map<string, Incident>();
  for (const [key, id] of merged) {
    const incident = incidents.get(id);
    if (incident && incident.state !== 'resolved') open.set(key, incident);
  }
  for (const incident of incidents.values()) {
    if (incident.state !== 'resolved')
      open.set(openKeyOf(incident.tenant, incident.correlationKey, decidedParty(incident)), incident);
  }
  return open;
}

/**
 * While the locks were waited for, their holder may have committed other versions of the same events: without reading
 * again under the locks, an older version would be taken for news. New incidents need no second look, since two routers
 * that open the same one conflict.
 */
async function lockUntilKnown(
  client: PoolClient,
  keys: readonly EventKey[],
  also: readonly string[],
): Promise<Omit<Known, 'open'>> {
  let events = await loadKnownEvents(client, keys);
  for (;;) {
    const locked = await lockIncidents(client, keys, [...homesOf(events), ...also]);
    if (locked.incidents.size === 0) return { events, ...locked };
    events = await loadKnownEvents(client, keys);
    if (homesOf(events).every((id) => locked.incidents.has(id))) return { events, ...locked };
  }
}

function homesOf(events: ReadonlyMap<string, KnownEvent>): readonly string[] {
  return [...events.values()].flatMap((known) => known.incidentIds);
}

/** Where merged incidents with these correlation keys go on: ids by {@link openKeyOf}. */
async function loadMerged(client: PoolClient, keys: readonly EventKey[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ tenant: string; key: string; party: string; into: string }>({
    name: 'load-merged',
    text: `select i.tenant_id as tenant, i.correlation_key as key, i.decided_party as party,
                  i.document->>'mergedInto' as into
           from (select distinct * from unnest($1::text[], $2::text[]) as k(tenant_id, correlation_key)) k
           join incidents i on i.tenant_id = k.tenant_id and i.correlation_key = k.correlation_key
             and i.document->>'mergedInto' is not null
           order by i.incident_id`,
    values: [keys.map(({ tenant }) => tenant), keys.map(({ correlationKey }) => correlationKey)],
  });
  return new Map(rows.map(({ tenant, key, party, into }) => [openKeyOf(tenant, key, party), into]));
}

async function loadKnownEvents(client: PoolClient, keys: readonly EventKey[]): Promise<Map<string, KnownEvent>> {
  const { rows } = await client.query<{
    tenant_id: string;
    source: string;
    source_event_id: string;
    versions: string[];
    incident_ids: string[];
  }>({
    name: 'load-known-events',
    text: `select e.tenant_id, e.source, e.source_event_id,
                  array_agg(distinct e.version) as versions, array_agg(distinct d.incident_id) as incident_ids
           from (select distinct * from unnest($1::text[], $2::text[], $3::text[]) as k(tenant_id, source, id)) k
           join events e on e.tenant_id = k.tenant_id and e.source = k.source and e.source_event_id = k.id
           join decisions d on d.tenant_id = e.tenant_id and d.event_id = e.event_id
           group by 1, 2, 3`,
    values: [keys.map((key) => key.tenant), keys.map((key) => key.source), keys.map((key) => key.id)],
  });
  return new Map(
    rows.map((row) => [
      eventKeyOf(row.tenant_id, row.source, row.source_event_id),
      { versions: row.versions, incidentIds: row.incident_ids },
    ]),
  );
}

/** Locks the incidents with these ids and the open ones with these correlation keys, in id order. */
async function lockIncidents(
  client: PoolClient,
  keys: readonly Pick<EventKey, 'tenant' | 'correlationKey'>[],
  ids: readonly string[],
): Promise<Pick<Known, 'incidents' | 'named'>> {
  const correlations = new Map(keys.map((key) => [`${key.tenant}\n${key.correlationKey}`, key]));
  const { rows } = await client.query<{ document: Incident; named: string[] }>({
    name: 'lock-incidents',
    text: `select document, named from incidents
           where incident_id = any(array(
             select i.incident_id from unnest($1::text[], $2::text[]) as k(tenant_id, correlation_key)
             join incidents i on i.tenant_id = k.tenant_id and i.correlation_key = k.correlation_key and i.state <> 'resolved'
             union
             -- A later version of an event may have another key than the incident it is in: both may be joined.
             select i.incident_id from incidents home
             join incidents i on i.tenant_id = home.tenant_id and i.correlation_key = home.correlation_key and i.state <> 'resolved'
             where home.incident_id = any($3::uuid[])
             union
             select unnest($3::uuid[])))
           order by incident_id for update`,
    values: [
      [...correlations.values()].map((key) => key.tenant),
      [...correlations.values()].map((key) => key.correlationKey),
      ids,
    ],
  });
  return {
    incidents: new Map(rows.map(({ document }) => [document.id, document])),
    named: new Map(rows.map(({ document, named }) => [document.id, named])),
  };
}
