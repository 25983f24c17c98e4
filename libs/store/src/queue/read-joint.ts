import {
  type Incident,
  type Instant,
  type Party,
  type Reader,
  type Receipt,
  instantOf,
  readsAmong,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type TimelineItem, type SelectedChange, timelineItemOf } from './read-timeline.js';

/** One incident of a joint view. */
export interface JointIncident {
  readonly incident: Incident;
  /** Names of the devices of this half, by the newest decisions on its events. */
  readonly devices: string[];
  readonly changedAt: Instant;
}

export interface JointEntry extends TimelineItem {
  /** Of the incident it happened to, and who holds that now. */
  readonly reference: string;
  readonly held: Party;
}

export interface Joint {
  readonly incidents: JointIncident[];
  readonly timeline: JointEntry[];
}

const MOST_INCIDENTS = 50;
const MOST_ENTRIES = 200;
const DECISIONS_LOOKED_AT = 50;

/**
 * An incident with all that are linked to it, also over others, and what happened to them in one order of time.
 * Comments for their own party are left out for everyone else.
 */
export async function readJoint(
  store: DataSource,
  { tenant, id }: Pick<Incident, 'tenant' | 'id'>,
  reader: Reader | null,
): Promise<Joint> {
  const together = await readTogether(store, tenant, id);
  const incidents = together.filter(({ incident }) => !incident.internal || reader?.party === 'microsoft');
  const byId = new Map(incidents.map(({ incident }) => [incident.id, incident]));
  const rows = await store.query<(SelectedChange & { incidentId: string })[]>(
    `select * from (
       select incident_id as "incidentId", revision, at, type, actor_party as party, actor_name as name, change
       from timeline where tenant_id = $1 and incident_id = any($2::uuid[])
         and (type <> 'incident.commented' or change->>'visibility' = 'both' or actor_party = $3)
       order by at desc, incident_id desc, revision desc limit $4) newest
     order by at, "incidentId", revision`,
    [tenant, [...byId.keys()], readsAmong(reader) ?? '', MOST_ENTRIES],
  );
  const timeline = rows.map(({ incidentId, ...row }) => {
    const { reference, party } = byId.get(incidentId)!;
    return { ...timelineItemOf(row), reference, held: party };
  });
  return { incidents, timeline };
}

async function readTogether(store: DataSource, tenant: string, id: string): Promise<JointIncident[]> {
  const rows = await store.query<{ document: Incident; devices: Receipt['devices'][]; changed: Date }[]>(
    `with recursive together(id) as (
       select $2::uuid
       union
       select other.id::uuid from together
       join incidents i on i.tenant_id = $1 and i.incident_id = together.id
       cross join lateral jsonb_array_elements_text(i.document->'linked') other(id)
     )
     select i.document, t.at as changed, array(
       select d.receipt->'devices' from decisions d where d.tenant_id = $1 and d.incident_id = i.incident_id
       order by d.decided_at desc limit $4) as devices
     from (select id from together limit $3) shown
     join incidents i on i.tenant_id = $1 and i.incident_id = shown.id
     join timeline t on t.tenant_id = $1 and t.incident_id = i.incident_id and t.revision = i.revision
     order by i.opened_at, i.incident_id`,
    [tenant, id, MOST_INCIDENTS, DECISIONS_LOOKED_AT],
  );
  return rows.map(({ document, devices, changed }) => ({
    incident: document,
    devices: namesOf(devices.flat()),
    changedAt: instantOf(changed),
  }));
}

function namesOf(devices: Receipt['devices']): string[] {
  const own = devices.filter(({ subject }) => subject.role === 'affected');
  const names = own.map(({ name, subject }) => name ?? subject.name ?? subject.entraId ?? subject.defenderId);
  return [...new Set(names.filter((name) => name !== null))];
}
