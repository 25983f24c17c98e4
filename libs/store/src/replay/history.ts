import type { Instant, PastEvent, PastReceipt, Queue } from '@demarc/domain';
import pg from 'pg';
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
const CONNECT_WITHIN_MS = 5_000;

/**
 * Reads the history page by page, the decisions of one incident one after the other. On a connection of its own, in
 * one transaction that sees a single moment and can write nothing; the next page is on its way while one is worked on.
 * Stopping early closes the connection too. Throws when the database cannot be reached or goes away.
 */
export async function* readHistory(
  url: string,
  { from, to, tenant }: HistoryRange,
): AsyncGenerator<Iterable<HistoryRow>, void, void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'demarc-replay',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  // A connection that breaks between two questions says so here; the next question fails with it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(HISTORY_SETTINGS);
    await client.query(`declare history no scroll cursor for ${HISTORY_SQL}`, [from, to, tenant]);
    let coming = fetchPage(client);
    for (;;) {
      const rows = await coming;
      if (rows.length === 0) return;
      coming = fetchPage(client);
      // Whoever stops here does not wait for it.
      coming.catch(() => undefined);
      yield parsed(rows);
    }
  } finally {
    await client.end();
  }
}

async function fetchPage(client: pg.Client): Promise<readonly Cells[]> {
  const { rows } = await client.query<Cells[]>({ text: `fetch ${PAGE} from history`, rowMode: 'array' });
  return rows as unknown as readonly Cells[];
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
