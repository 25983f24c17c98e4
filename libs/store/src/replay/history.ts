import type { Instant, PastEvent, PastReceipt, Queue } from '@demarc/domain';
import { openSnapshot, pagesOf } from '../snapshot.js';
import { eventPart, receiptPart } from './document-parts.js';
import { HISTORY_SETTINGS, HISTORY_SQL } from './history-sql.js';

/** Which part of the past: events that Demarc received in `[from, to)`, of one tenant or of all (null). */
export interface HistoryRange {
  readonly from: Instant;
  readonly to: Instant;
  readonly tenant: string | null;
}

/** The newest decision on an event, or on a party's half of it, with the incident it is in. */
export interface HistoryRow {
  readonly tenant: string;
  readonly incidentId: string;
  readonly reference: string;
  readonly title: string;
  readonly state: string;
  /** The event is the one on which the incident's custody rests, in some version. */
  readonly custody: boolean;
  readonly version: string;
  readonly queue: Queue;
  readonly clauseId: string;
  readonly event: PastEvent;
  readonly receipt: PastReceipt;
  /** The other party's half of the event, if it has one. */
  readonly otherHalf: PastReceipt | null;
}

type Cells = readonly [
  tenant: string,
  incidentId: string,
  reference: string,
  title: string,
  state: string,
  custody: boolean,
  version: string,
  queue: Queue,
  clauseId: string,
  policyVersion: string,
  event: string,
  receipt: string,
  otherHalf: string | null,
];

const PAGE = 500;

/**
 * Reads the history page by page, the decisions of one incident one after the other. On a connection of its own, in
 * one transaction that sees a single moment and can write nothing; the next page is on its way while one is worked on.
 * Stopping early closes the connection too. Throws when the database cannot be reached or goes away.
 */
export async function* readHistory(
  url: string,
  { from, to, tenant }: HistoryRange,
): AsyncGenerator<Iterable<HistoryRow>, void, void> {
  const client = await openSnapshot(url, 'demarc-replay');
  try {
    await client.query(HISTORY_SETTINGS);
    const values = [from, to, tenant];
    for await (const rows of pagesOf<Cells>(client, { text: HISTORY_SQL, values, page: PAGE, rowMode: 'array' }))
      yield parsed(rows);
  } finally {
    await client.end();
  }
}

/** One by one: parsed rows that outlive their turn cost more to clean up than to parse. */
function* parsed(rows: readonly Cells[]): Generator<HistoryRow, void, void> {
  for (const cells of rows) yield rowOf(cells);
}

function rowOf(cells: Cells): HistoryRow {
  const [tenant, incidentId, reference, title, state, custody, version, queue, clauseId] = cells;
  const [policyVersion, event, receipt, otherHalf] = [cells[9], cells[10], cells[11], cells[12]];
  return {
    tenant,
    incidentId,
    reference,
    title,
    state,
    custody,
    version,
    queue,
    clauseId,
    event: eventPart(event),
    receipt: receiptPart(receipt, policyVersion),
    // Only its devices are looked at.
    otherHalf: otherHalf === null ? null : receiptPart(otherHalf, policyVersion),
  };
}
