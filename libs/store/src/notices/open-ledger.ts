import type { Instant, Severity } from '@demarc/domain';
import { openSnapshot, pagesOf } from '../snapshot.js';
import type { NoticeRecord } from './deliveries-of-incident.js';
import { DELIVERIES, NOTICE_FIELDS } from './notice-sql.js';

/** Which part of the ledger: the notices of one tenant that were owed in `[from, until)`, or those of one incident. */
export interface LedgerRange {
  readonly tenant: string;
  /** Null: of all its incidents, and of none. */
  readonly incidentId: string | null;
  /** Null: since ever. */
  readonly from: Instant | null;
  /** Null: until now. */
  readonly until: Instant | null;
  /** Also of incidents that are internal to Microsoft. */
  readonly internal: boolean;
}

/** A notice of the ledger with the incident it is about. */
export interface LedgerRow extends NoticeRecord {
  readonly incidentId: string | null;
  readonly reference: string | null;
  /** Of the incident now; null: it is about none. */
  readonly severity: Severity | null;
}

/** The ledger as of one moment. */
export interface OpenLedger {
  readonly notices: number;
  /** All of them page by page, in the order in which they were made. To be read once. */
  pages(): AsyncGenerator<readonly LedgerRow[], void, void>;
  close(): Promise<void>;
}

const PAGE = 200;
const WHERE = `n.tenant_id = $1 and ($2::uuid is null or n.incident_id = $2)
  and ($3::timestamptz is null or n.owed_at >= $3) and ($4::timestamptz is null or n.owed_at < $4)
  and ($5 or coalesce(i.document->'internal', 'false') = 'false')`;
const FROM = `notices n left join incidents i on i.tenant_id = n.tenant_id and i.incident_id = n.incident_id`;

/**
 * Opens a part of the ledger to be read from beginning to end, on a connection of its own that the caller closes.
 * Keeps a page in memory, however many there are. Throws when the database cannot be reached.
 */
export async function openLedger(url: string, range: LedgerRange): Promise<OpenLedger> {
  const { tenant, incidentId, from, until, internal } = range;
  const values = [tenant, incidentId, from, until, internal];
  const client = await openSnapshot(url, 'demarc-ledger');
  const close = () => client.end();
  try {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${FROM} where ${WHERE}`, values);
    const text = `select n.incident_id as "incidentId", i.reference, i.severity, ${NOTICE_FIELDS}, ${DELIVERIES}
      from ${FROM} where ${WHERE} order by n.notice_id`;
    return {
      notices: Number(rows[0]!.count),
      pages: () => pagesOf<LedgerRow>(client, { text, values, page: PAGE }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
