import type { Gap } from '@demarc/domain';
import type { PoolClient } from 'pg';

const MOST = 1_000;
/** Between two computers' clocks, and between making an id and committing it. */
const SLACK_S = 10;
const STUCK_AFTER_S = 60;

/** The kinds that {@link findStranded} finds. */
export const STRANDED = ['notice-not-planned', 'outbox-stuck'] as const;

/**
 * Notices that are owed although nothing is under way any more that would make the notifier plan them, and an outbox
 * that is not relayed. `underWaySince`: when the oldest notice message was published that is neither planned nor lost,
 * as read before this transaction and after `oldestOutbox`; null: there is none.
 */
export async function findStranded(
  client: PoolClient,
  under: { readonly oldestOutbox: Date | null; readonly underWaySince: Date | null },
): Promise<readonly Gap[]> {
  const { rows } = await client.query<Gap>(
    `select 'notice-not-planned' as kind, tenant_id as tenant, notice_id::text as what,
       json_build_object('queue', queue, 'kind', kind, 'incident', incident_id, 'owedAt', owed_at) as facts
     from notices
     -- The first says that the index of what is not planned will do.
     where state <> 'planned' and state = 'owed'
       and uuid_extract_timestamp(notice_id)
         < least(now(), $1::timestamptz, $2::timestamptz) - interval '${SLACK_S} seconds'
     limit ${MOST}`,
    [under.oldestOutbox, under.underWaySince],
  );
  const stuck = await client.query<Gap>(
    `select 'outbox-stuck' as kind, null as tenant, 'outbox' as what, json_build_object('since', oldest.at) as facts
     from (select uuid_extract_timestamp(outbox_id) as at from outbox order by outbox_id limit 1) oldest
     where oldest.at < now() - interval '${STUCK_AFTER_S} seconds'`,
  );
  return [...rows, ...stuck.rows];
}
