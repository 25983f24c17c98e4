import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface Postponed {
  readonly tenant: string;
  readonly deliveryId: string;
  readonly nextAttemptAt: Instant;
}

/** Gives claimed deliveries back that were not tried: they are due at their new time, for whoever comes first. */
export async function postponeDeliveries(store: DataSource, rows: readonly Postponed[]): Promise<void> {
  if (rows.length === 0) return;
  await store.query(
    `update deliveries d set next_attempt_at = p."nextAttemptAt"
     from json_to_recordset($1::json) as p(tenant text, "deliveryId" uuid, "nextAttemptAt" timestamptz)
     where d.tenant_id = p.tenant and d.delivery_id = p."deliveryId" and d.state in ('pending', 'retrying', 'muted', 'held')`,
    [JSON.stringify(rows)],
  );
}
