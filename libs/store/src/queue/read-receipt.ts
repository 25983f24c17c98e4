import { type Incident, type Instant, type Queue, type Receipt, type SourceEvent, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface ReceiptItem {
  readonly decisionId: string;
  readonly eventId: string;
  readonly queue: Queue;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly decidedAt: Instant;
  readonly receipt: Receipt;
}

/** A decision with what it was made of: its receipt's exact text, and its event (null when its row is gone). */
export interface StoredDecision extends ReceiptItem {
  readonly text: string;
  readonly event: SourceEvent | null;
}

type Of = Pick<Incident, 'tenant' | 'id' | 'decisionId'>;

/** The decision on which custody of an incident rests now, and why; null when it has none. */
export async function readReceipt(store: DataSource, incident: Of): Promise<ReceiptItem | null> {
  const stored = await readStoredDecision(store, incident, null);
  if (!stored) return null;
  const { text: _text, event: _event, ...item } = stored;
  return item;
}

/** A decision of an incident; `decisionId` null: the one on which custody rests now. Null when there is no such one. */
export async function readStoredDecision(
  store: DataSource,
  { tenant, id, decisionId: standing }: Of,
  decisionId: string | null,
): Promise<StoredDecision | null> {
  const named = await read(store, 'd.decision_id = $3', [tenant, id, decisionId ?? standing]);
  if (named || decisionId !== null) return named;
  // What was kept before incidents named their decision rests on the first one.
  return read(store, 'true order by d.decided_at, d.decision_id limit 1', [tenant, id]);
}

async function read(store: DataSource, condition: string, values: readonly unknown[]): Promise<StoredDecision | null> {
  const [row] = await store.query<(Omit<StoredDecision, 'decidedAt' | 'receipt'> & { decidedAt: Date })[]>(
    `select d.decision_id as "decisionId", d.event_id as "eventId", d.queue, d.clause_id as "clauseId",
            d.policy_version as "policyVersion", d.decided_at as "decidedAt", d.receipt::text as text,
            e.normalised as event
     from decisions d left join events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
     where d.tenant_id = $1 and d.incident_id = $2 and ${condition}`,
    [...values],
  );
  return row ? { ...row, decidedAt: instantOf(row.decidedAt), receipt: JSON.parse(row.text) as Receipt } : null;
}
