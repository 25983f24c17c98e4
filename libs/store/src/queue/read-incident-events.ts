import { type Incident, type Instant, type SourceEvent, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { KEY, type Page, type PageRequest, decodeCursor, encodeCursor, pageOfRows, timeKey } from './list-cursor.js';

export interface EventItem {
  readonly id: string;
  readonly messageId: string;
  readonly receivedAt: Instant;
  readonly subject: string;
  readonly streamSeq: number;
  readonly event: SourceEvent;
}

interface Row {
  id: string;
  message_id: string;
  received_at: Date;
  subject: string;
  stream_seq: string;
  event: SourceEvent;
  keys: string[];
}

/** The events of an incident, those decided last first. */
export async function readIncidentEvents(
  store: DataSource,
  incident: Pick<Incident, 'tenant' | 'id'>,
  page: PageRequest,
): Promise<Page<EventItem>> {
  const after = decodeCursor('events', [KEY.time, KEY.uuid], page.cursor);
  const rows = await store.query<Row[]>(
    `select e.event_id as id, e.message_id, e.received_at, e.subject, e.stream_seq, e.normalised as event,
            array[${timeKey('d.decided_at')}, d.decision_id::text] as keys
     from decisions d join events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
     where d.tenant_id = $1 and d.incident_id = $2
       and ($3::timestamptz is null or (d.decided_at, d.decision_id) < ($3::timestamptz, $4::uuid))
     order by d.decided_at desc, d.decision_id desc limit $5`,
    [incident.tenant, incident.id, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
  );
  return pageOfRows(rows, page.limit, itemOf, (last) => encodeCursor('events', last.keys));
}

function itemOf(row: Row): EventItem {
  return {
    id: row.id,
    messageId: row.message_id,
    receivedAt: instantOf(row.received_at),
    subject: row.subject,
    streamSeq: Number(row.stream_seq),
    event: row.event,
  };
}
