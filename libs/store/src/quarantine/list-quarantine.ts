import { type Instant, type QuarantineState, type QuarantineWork, instantOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import {
  KEY,
  type Page,
  type PageRequest,
  decodeCursor,
  encodeCursor,
  pageOfRows,
  timeKey,
} from '../queue/list-cursor.js';
import { FILTER_PARAMETERS, FITS, type QuarantineFilter, filterValues } from './quarantine-filter.js';

export interface QuarantineItem {
  readonly id: string;
  readonly state: QuarantineState;
  readonly tenant: string | null;
  readonly reason: string;
  readonly field: string | null;
  readonly detail: string;
  readonly subject: string;
  readonly format: string | null;
  readonly source: string | null;
  readonly headers: Record<string, string>;
  readonly receivedAt: Instant;
  readonly streamSeq: number;
  readonly bytes: number;
  readonly workedBy: string | null;
  readonly workedAt: Instant | null;
}

type Row = Omit<QuarantineItem, 'receivedAt' | 'streamSeq' | 'workedAt'> & {
  receivedAt: Date;
  streamSeq: string;
  workedAt: Date | null;
};

const COLUMNS = `quarantine_id as id, state, tenant_id as tenant, reason, field, detail, subject, format, source, headers,
  received_at as "receivedAt", stream_seq as "streamSeq", coalesce(bytes, octet_length(raw), 0) as bytes,
  worked_by as "workedBy", worked_at as "workedAt"`;

/** Messages that could not become events, newest first. Throws BadCursorError. */
export async function listQuarantine(
  store: DataSource,
  filter: QuarantineFilter,
  page: PageRequest,
): Promise<Page<QuarantineItem>> {
  const after = decodeCursor('quarantine', [KEY.time, KEY.uuid], page.cursor);
  const [time, id, limit] = [1, 2, 3].map((n) => `$${FILTER_PARAMETERS + n}`);
  const rows = await store.query<(Row & { keys: string[] })[]>(
    `select ${COLUMNS}, array[${timeKey('received_at')}, quarantine_id::text] as keys from quarantine
     where ${FITS} and (${time}::timestamptz is null or (received_at, quarantine_id) < (${time}::timestamptz, ${id}::uuid))
     order by received_at desc, quarantine_id desc limit ${limit}`,
    [...filterValues(filter), after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
  );
  return pageOfRows(rows, page.limit, itemOf, (last) => encodeCursor('quarantine', last.keys));
}

export interface QuarantinedMessage {
  readonly item: QuarantineItem;
  /** Null: its bytes are not kept. */
  readonly raw: Buffer | null;
  readonly history: readonly QuarantineWork[];
}

/** One quarantined message with its bytes, or null. */
export async function readQuarantined(store: DataSource, id: string): Promise<QuarantinedMessage | null> {
  const [row] = await store.query<(Row & { raw: Buffer | null; history: QuarantineWork[] })[]>(
    `select ${COLUMNS}, raw, history from quarantine where quarantine_id = $1`,
    [id],
  );
  return row ? { item: itemOf(row), raw: row.raw, history: row.history } : null;
}

/** Those that fit and whose bytes are kept, in the order in which they came, with how many there are in all. */
export async function readInOrder(
  store: DataSource,
  filter: QuarantineFilter,
  limit: number,
): Promise<{ readonly messages: readonly { item: QuarantineItem; raw: Buffer }[]; readonly count: number }> {
  const values = filterValues(filter);
  const [rows, [counted]] = await Promise.all([
    store.query<(Row & { raw: Buffer })[]>(
      `select ${COLUMNS}, raw from quarantine where ${FITS} and raw is not null
       order by received_at, stream_seq limit $${FILTER_PARAMETERS + 1}`,
      [...values, limit],
    ),
    store.query<{ n: number }[]>(`select count(*)::int as n from quarantine where ${FITS} and raw is not null`, values),
  ]);
  return { messages: rows.map((row) => ({ item: itemOf(row), raw: row.raw })), count: counted!.n };
}

/** One that is to be read again, as it came and as somebody says it should have been. */
export interface ClaimedMessage {
  readonly item: QuarantineItem;
  readonly raw: Buffer;
  readonly as: { readonly tenant: string | null; readonly kind: string | null; readonly format: string | null };
}

/** One after the other, over all routers: what is read out of order can be decided out of order. */
const REDRIVE_LOCK = 4_713_764;

/**
 * Locks those that are to be read again, in the order in which they came, until the end of the caller's transaction.
 * Empty when there are none, or another router is at it.
 */
export async function claimRedriving(client: PoolClient, limit: number): Promise<readonly ClaimedMessage[]> {
  const { rows: lock } = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
    REDRIVE_LOCK,
  ]);
  if (!lock[0]!.got) return [];
  const { rows } = await client.query<
    Row & { raw: Buffer; asTenant: string | null; asKind: string | null; asFormat: string | null }
  >(
    `select ${COLUMNS}, raw, as_tenant as "asTenant", as_kind as "asKind", as_format as "asFormat" from quarantine
     where state = 'redriving' and raw is not null order by received_at, stream_seq limit $1 for update`,
    [limit],
  );
  return rows.map((row) => ({
    item: itemOf(row),
    raw: row.raw,
    as: { tenant: row.asTenant, kind: row.asKind, format: row.asFormat },
  }));
}

function itemOf(row: Row): QuarantineItem {
  const { id, state, tenant, reason, field, detail, subject, format, source, headers, bytes, workedBy } = row;
  const what = { id, state, tenant, reason, field, detail, subject, format, source, headers, bytes, workedBy };
  const workedAt = row.workedAt && instantOf(row.workedAt);
  return { ...what, receivedAt: instantOf(row.receivedAt), streamSeq: Number(row.streamSeq), workedAt };
}
