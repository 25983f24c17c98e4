import { type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { KEY, type Page, type PageRequest, decodeCursor, encodeCursor, pageOfRows, timeKey } from './list-cursor.js';

export interface QuarantineItem {
  readonly id: string;
  readonly tenant: string | null;
  readonly reason: string;
  readonly field: string | null;
  readonly detail: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly receivedAt: Instant;
  readonly streamSeq: number;
  readonly bytes: number;
}

type Row = Omit<QuarantineItem, 'receivedAt' | 'streamSeq'> & { receivedAt: Date; streamSeq: string; keys: string[] };

const COLUMNS = `quarantine_id as id, tenant_id as tenant, reason, field, detail, subject, headers,
  received_at as "receivedAt", stream_seq as "streamSeq", octet_length(raw) as bytes`;

/** Messages that could not become events, newest first. Throws BadCursorError. */
export async function listQuarantine(
  store: DataSource,
  filter: { readonly tenant?: string | undefined; readonly reason?: string | undefined },
  page: PageRequest,
): Promise<Page<QuarantineItem>> {
  const after = decodeCursor('quarantine', [KEY.time, KEY.uuid], page.cursor);
  const rows = await store.query<Row[]>(
    `select ${COLUMNS}, array[${timeKey('received_at')}, quarantine_id::text] as keys from quarantine
     where ($1::text is null or tenant_id = $1) and ($2::text is null or reason = $2)
       and ($3::timestamptz is null or (received_at, quarantine_id) < ($3::timestamptz, $4::uuid))
     order by received_at desc, quarantine_id desc limit $5`,
    [filter.tenant ?? null, filter.reason ?? null, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
  );
  return pageOfRows(rows, page.limit, itemOf, (last) => encodeCursor('quarantine', last.keys));
}

/** One quarantined message with its bytes, or null. */
export async function readQuarantined(
  store: DataSource,
  id: string,
): Promise<{ readonly item: QuarantineItem; readonly raw: Buffer } | null> {
  const [row] = await store.query<(Row & { raw: Buffer })[]>(
    `select ${COLUMNS}, raw from quarantine where quarantine_id = $1`,
    [id],
  );
  return row ? { item: itemOf(row), raw: row.raw } : null;
}

function itemOf(row: Row): QuarantineItem {
  const { id, tenant, reason, field, detail, subject, headers, bytes } = row;
  const receivedAt = instantOf(row.receivedAt);
  return { id, tenant, reason, field, detail, subject, headers, receivedAt, streamSeq: Number(row.streamSeq), bytes };
}
