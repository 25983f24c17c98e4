import type { Instant, Party } from '@demarc/domain';
import type { PoolClient } from 'pg';

/** Which deliveries: those named, the failed ones of a tenant, or every failed one. */
export type RedriveWhich =
  | { readonly ids: readonly string[]; /** Null: of any tenant. */ readonly tenant: string | null }
  | { readonly tenant: string }
  | { readonly all: true };

/**
 * Makes failed deliveries due at once, with the whole retry time before them again; answers the ids of those it moved.
 * Named ones may also be `retrying`: somebody who mended the receiver need not wait. Sent ones never move.
 * `owedTo`: only of notices to that party; null: to both. Unreachable notices need no redrive: they are planned by themselves once their party has a contact.
 */
export async function redriveDeliveries(
  client: PoolClient,
  which: RedriveWhich,
  owedTo: Party | null,
  now: Instant,
): Promise<readonly string[]> {
  const ids = 'ids' in which ? which.ids : null;
  const tenant = 'tenant' in which ? which.tenant : null;
  const { rows } = await client.query<{ delivery_id: string }>({
    name: 'redrive-deliveries',
    text: `update deliveries set state = 'pending', retry_since = $1::timestamptz, next_attempt_at = $1::timestamptz
           where (($2::uuid[] is null and state = 'failed')
                  or (delivery_id = any($2::uuid[]) and state in ('failed', 'retrying')))
             and ($3::text is null or tenant_id = $3)
             and ($4::text is null or exists (
               select from notices n where n.tenant_id = deliveries.tenant_id and n.notice_id = deliveries.notice_id
                 and starts_with(n.queue, $4 || '/')))
           returning delivery_id`,
    values: [now, ids, tenant, owedTo],
  });
  return rows.map((row) => row.delivery_id);
}
