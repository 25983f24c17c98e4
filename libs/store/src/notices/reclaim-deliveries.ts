import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type ClaimedRow, type DueDelivery, SELECT_CLAIMED, dueDeliveryOf } from './claim-due-deliveries.js';
import { onConnection } from './on-connection.js';

/** A delivery that a process holds: its lease is its mark, so that nobody reclaims what somebody else claimed since. */
export interface HeldDelivery {
  readonly tenant: string;
  readonly deliveryId: string;
  readonly leaseUntil: Instant;
}

/** Renews the leases of deliveries and reads them again; those that are no longer held with the lease named are left out. */
export async function reclaimDeliveries(
  store: DataSource,
  held: readonly HeldDelivery[],
  leaseUntil: Instant,
): Promise<readonly DueDelivery[]> {
  const { rows } = await onConnection(store, (client) =>
    client.query<ClaimedRow>({
      name: 'reclaim-deliveries',
      text: `with claimed as (
               update deliveries d set next_attempt_at = $2::timestamptz
               from json_to_recordset($1::json) as h(tenant text, "deliveryId" uuid, "leaseUntil" timestamptz)
               where d.tenant_id = h.tenant and d.delivery_id = h."deliveryId" and d.next_attempt_at = h."leaseUntil"
               returning d.*)
             ${SELECT_CLAIMED}`,
      values: [JSON.stringify(held), leaseUntil],
    }),
  );
  return rows.map(dueDeliveryOf);
}
