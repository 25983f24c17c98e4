import {
  type ChannelType,
  type Instant,
  type Party,
  type Severity,
  type UntoldReason,
  instantOf,
  lateAfterMs,
  whyUntold,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { DeliveryState } from '../entities/delivery.entity.js';
import { KEY, type Page, type PageRequest, decodeCursor, encodeCursor, timeKey } from '../queue/list-cursor.js';
import type { LedgerRecord } from './deliveries-of-incident.js';
import { NOTICE_FIELDS, instant } from './notice-sql.js';

/** A way to tell a notice that did not tell it, yet or at all. */
export interface UntoldDelivery {
  readonly id: string;
  readonly contactName: string;
  readonly channel: ChannelType;
  readonly target: string;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly answer: string | null;
  /** The notice of the digest that tells it; null: none does. */
  readonly digestId: string | null;
  /** Made so far. */
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
}

/** Somebody who should know and does not. */
export interface UntoldNotice extends LedgerRecord {
  readonly tenant: string;
  readonly incidentId: string | null;
  readonly reference: string | null;
  /** Of the incident now; null: it is about none. */
  readonly severity: Severity | null;
  readonly deliveries: readonly UntoldDelivery[];
  readonly reason: UntoldReason;
  /** It is late after this moment, unless it is held or muted. */
  readonly lateAt: Instant;
}

export interface UntoldFilter {
  /** Null: of all tenants. */
  readonly tenant: string | null;
  /** Null: of both. */
  readonly party: Party | null;
  /** Null: any. */
  readonly reasons: readonly UntoldReason[] | null;
  /** Owed at that moment or before; null: any time. */
  readonly owedUntil: Instant | null;
  /** Also of incidents that are internal to Microsoft. */
  readonly internal: boolean;
}

type Row = Omit<UntoldNotice, 'reason' | 'lateAt'> & { readonly keys: [string, string] };

const LEAST_AT_ONCE = 200;
/** Then a page ends, however few it found: the next one goes on from there. */
const LOOKED_AT_MOST = 10;

/**
 * Notices that no receiver accepted and nobody acknowledged, with the reason, the longest owed first; not those that were
 * muted until their incident was over. Reads only those
 * (a partial index), however many were told. A page may be shorter than asked for and still have a next one.
 *
 * @throws BadCursorError
 */
export async function listUntold(
  store: DataSource,
  filter: UntoldFilter,
  { limit, cursor }: PageRequest,
  now: Instant,
): Promise<Page<UntoldNotice>> {
  let after = decodeCursor('untold', [KEY.time, KEY.uuid], cursor);
  const atOnce = Math.max(limit, LEAST_AT_ONCE);
  const items: UntoldNotice[] = [];
  for (let looks = 0; looks < LOOKED_AT_MOST; looks += 1) {
    const rows = await lookAt(store, filter, after, atOnce);
    for (const { keys, ...row } of rows) {
      if (items.length === limit) return { items, next: encodeCursor('untold', after!) };
      after = keys;
      const item = untoldOf(row, now);
      if (item && (filter.reasons?.includes(item.reason) ?? true)) items.push(item);
    }
    if (rows.length < atOnce) return { items, next: null };
  }
  return { items, next: encodeCursor('untold', after!) };
}

function untoldOf(row: Omit<Row, 'keys'>, now: Instant): UntoldNotice | null {
  const { owedAt, severity, state, toldAt, acknowledgement } = row;
  const acknowledgedAt = acknowledgement?.at ?? null;
  const deliveries = row.deliveries.map((delivery) => delivery.state);
  const reason = whyUntold({ owedAt, severity, state, toldAt, acknowledgedAt, deliveries }, now);
  return reason && { ...row, reason, lateAt: instantOf(lateAfterMs(owedAt, severity)) };
}

async function lookAt(
  store: DataSource,
  { tenant, party, owedUntil, internal }: UntoldFilter,
  after: readonly string[] | null,
  limit: number,
): Promise<readonly Row[]> {
  return store.query<Row[]>(
    `select n.tenant_id as tenant, n.incident_id as "incidentId", i.reference, i.severity, ${NOTICE_FIELDS},
       coalesce((
         select json_agg(json_build_object('id', d.delivery_id, 'contactName', d.contact_name, 'channel', d.channel,
           'target', d.target, 'state', d.state, 'reason', d.reason, 'answer', d.answer, 'digestId', d.digest_id, 'attempts', d.attempts,
           'nextAttemptAt', ${instant('d.next_attempt_at')}) order by d.delivery_id)
         from deliveries d where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id), '[]') as deliveries,
       array[${timeKey('n.owed_at')}, n.notice_id::text] as keys
     from notices n left join incidents i on i.tenant_id = n.tenant_id and i.incident_id = n.incident_id
     where n.told_at is null and n.acknowledged_at is null and not n.is_over
       and ($1::text is null or n.tenant_id = $1) and ($2::text is null or starts_with(n.queue, $2 || '/'))
       and ($3::timestamptz is null or n.owed_at <= $3)
       and ($7 or coalesce(i.document->'internal', 'false') = 'false')
       and ($4::timestamptz is null or (n.owed_at, n.notice_id) > ($4, $5::uuid))
     order by n.owed_at, n.notice_id limit $6`,
    [tenant, party, owedUntil, after?.[0] ?? null, after?.[1] ?? null, limit, internal],
  );
}
