import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { onConnection } from './on-connection.js';

/** A delivery that is kept back instead of sent, and why. */
export interface HeldBack {
  readonly tenant: string;
  readonly deliveryId: string;
  readonly state: 'muted' | 'held';
  readonly reason: string;
  /** When it is looked at again; null: never, since it is over. */
  readonly until: Instant | null;
}

/** Keeps deliveries back. One that was sent meanwhile stays sent. */
export async function holdDeliveries(store: DataSource, rows: readonly HeldBack[]): Promise<void> {
  if (rows.length === 0) return;
  await onConnection(store, (client) =>
    client.query({
      name: 'hold-deliveries',
      text: `update deliveries d set state = h.state, reason = h.reason, next_attempt_at = h.until
             from json_to_recordset($1::json) as h(tenant text, "deliveryId" uuid, state text, reason text, until timestamptz)
             where d.tenant_id = h.tenant and d.delivery_id = h."deliveryId" and d.state <> 'sent'`,
      values: [JSON.stringify(rows)],
    }),
  );
}

/** Which of some incidents are over by now. */
export async function resolvedAmong(store: DataSource, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await store.query<{ id: string }[]>(
    `select incident_id as id from incidents where incident_id = any($1::uuid[]) and state = 'resolved'`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
