import type { Instant, Party } from '@demarc/domain';
import type { PoolClient } from 'pg';

export interface WorkDone {
  readonly tenant: string;
  readonly incidentId: string;
  readonly party: Party;
  /** `<party>/<name>`. */
  readonly by: string;
  readonly now: Instant;
}

/**
 * Somebody of a party did something to an incident, and so its team knows what it was told of it before: its open
 * notices count as acknowledged through `work`. Those for its managers or for people by name do not, since a colleague's
 * work does not say that they know; neither do those that are owed by this very act, at `now`. Answers how many it were.
 */
export async function acknowledgeByWork(
  client: PoolClient,
  { tenant, incidentId, party, by, now }: WorkDone,
): Promise<number> {
  const { rowCount } = await client.query({
    name: 'acknowledge-by-work',
    text: `update notices set acknowledged_at = $4, acknowledged_by = $5, acknowledged_through = 'work'
           where tenant_id = $1 and incident_id = $2 and acknowledged_at is null and audience is null
             and starts_with(queue, $3 || '/') and owed_at < $4`,
    values: [tenant, incidentId, party, now, by],
  });
  return rowCount ?? 0;
}
