import { type Incident, type Instant, type Queue, type Receipt, instantOf } from '@demarc/domain';
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

/** The decision that opened an incident, and why; null when it has none. */
export async function readReceipt(
  store: DataSource,
  incident: Pick<Incident, 'tenant' | 'id'>,
): Promise<ReceiptItem | null> {
  const [row] = await store.query<(Omit<ReceiptItem, 'decidedAt'> & { decidedAt: Date })[]>(
    `select decision_id as "decisionId", event_id as "eventId", queue, clause_id as "clauseId",
            policy_version as "policyVersion", decided_at as "decidedAt", receipt
     from decisions where tenant_id = $1 and incident_id = $2 order by decided_at, decision_id limit 1`,
    [incident.tenant, incident.id],
  );
  return row ? { ...row, decidedAt: instantOf(row.decidedAt) } : null;
}
