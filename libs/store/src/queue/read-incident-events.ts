import { type Actor, type Incident, type Instant, type SourceEvent, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { KEY, type Page, type PageRequest, decodeCursor, encodeCursor, pageOfRows, timeKey } from './list-cursor.js';

export interface EventItem {
  readonly id: string;
  readonly messageId: string;
  readonly receivedAt: Instant;
  readonly subject: string;
  readonly streamSeq: number;
  readonly event: SourceEvent;
  /** How many devices of the other party's half are left out of the event's subjects. */
  readonly otherHalf: number;
}

interface Row {
  id: string;
  message_id: string;
  received_at: Date;
  subject: string;
  stream_seq: string;
  event: SourceEvent;
  /** Where the devices of this half stand in the event; null when no other party owns a part of it. */
  own: string[] | null;
  keys: string[];
}

/**
 * The events of an incident, those decided last first. To a customer an event that both parties own a part of shows
 * only the devices of this incident's half; the provider works over all tenants and sees both.
 */
export async function readIncidentEvents(
  store: DataSource,
  incident: Pick<Incident, 'tenant' | 'id'>,
  reader: Actor | null,
  page: PageRequest,
): Promise<Page<EventItem>> {
  const after = decodeCursor('events', [KEY.time, KEY.uuid], page.cursor);
  const rows = await store.query<Row[]>(
    `select e.event_id as id, e.message_id, e.received_at, e.subject, e.stream_seq, e.normalised as event,
            case when d.receipt->>'otherHalf' is not null then array(
              select device->'subject'->>'path' from json_array_elements(d.receipt->'devices') device) end as own,
            array[${timeKey('d.decided_at')}, d.decision_id::text] as keys
     from decisions d join events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
     where d.tenant_id = $1 and d.incident_id = $2
       and not exists (
         select 1 from decisions again where again.tenant_id = d.tenant_id and again.event_id = d.event_id
           and again.incident_id = d.incident_id
           and (again.decided_at, again.decision_id) > (d.decided_at, d.decision_id))
       and ($3::timestamptz is null or (d.decided_at, d.decision_id) < ($3::timestamptz, $4::uuid))
     order by d.decided_at desc, d.decision_id desc limit $5`,
    [incident.tenant, incident.id, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
  );
  return pageOfRows(
    rows,
    page.limit,
    (row) => itemOf(row, reader),
    (last) => encodeCursor('events', last.keys),
  );
}

function itemOf(row: Row, reader: Actor | null): EventItem {
  const whole = row.own === null || reader?.party !== 'customer';
  const subjects = row.event.subjects.filter(({ type, path }) => whole || type !== 'device' || row.own?.includes(path));
  return {
    id: row.id,
    messageId: row.message_id,
    receivedAt: instantOf(row.received_at),
    subject: row.subject,
    streamSeq: Number(row.stream_seq),
    event: whole ? row.event : { ...row.event, subjects },
    otherHalf: row.event.subjects.length - subjects.length,
  };
}
