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

/**
 * Keeps deliveries back. One that was sent meanwhile stays sent. A notice of which every delivery is muted for good is
 * over: nobody has to be told of it any more.
 */
export async function holdDeliveries(store: DataSource, rows: readonly HeldBack[]): Promise<void> {
  if (rows.length === 0) return;
  await onConnection(store, (client) =>
    client.query({
      name: 'hold-deliveries',
      text: `with held as (
               update deliveries d set state = h.state, reason = h.reason, next_attempt_at = h.until
               from json_to_recordset($1::json) as h(tenant text, "deliveryId" uuid, state text, reason text, until timestamptz)
               where d.tenant_id = h.tenant and d.delivery_id = h."deliveryId" and d.state <> 'sent'
               returning d.tenant_id, d.notice_id, d.delivery_id, d.state = 'muted' and h.until is null as for_good)
             update notices n set is_over = true
             where n.told_at is null
               and (n.tenant_id, n.notice_id) in (select tenant_id, notice_id from held where for_good)
               and not exists (
                 select from deliveries o
                 where o.tenant_id = n.tenant_id and o.notice_id = n.notice_id
                   and not (o.state = 'muted' and o.next_attempt_at is null)
                   and o.delivery_id not in (select delivery_id from held where for_good))`,
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
