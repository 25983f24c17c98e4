import type { Incident } from '@demarc/domain';
import type { PoolClient } from 'pg';

/** `eventIds` null: all of them. */
export interface MovedDecisions {
  readonly tenant: string;
  readonly from: string;
  readonly to: string;
  readonly eventIds: readonly string[] | null;
}

/** Which incident an event is in is where its decisions are: they are placed in another one, and stay what they were. */
export async function moveDecisions(client: PoolClient, moving: MovedDecisions): Promise<void> {
  const { tenant, from, to, eventIds } = moving;
  await client.query(
    `update decisions set incident_id = $3
     where tenant_id = $1 and incident_id = $2 and ($4::uuid[] is null or event_id = any($4))`,
    [tenant, from, to, eventIds],
  );
}

/** The keys of the directory under which an incident is found. */
export async function namedOf(
  client: PoolClient,
  { tenant, id }: Pick<Incident, 'tenant' | 'id'>,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ named: string[] }>(
    'select named from incidents where tenant_id = $1 and incident_id = $2',
    [tenant, id],
  );
  return rows[0]?.named ?? [];
}
