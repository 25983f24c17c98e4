import type { PoolClient } from 'pg';
import { updateNamed } from '../queue/save-incidents.js';
import { single } from './single-command.js';
import type { Desk } from './desk.js';
import { namedOf } from './move-decisions.js';
import type { Order, OrderAnswer } from './order.js';

/** One incident goes on for two: it takes over the other one's events, and whatever still comes under its correlation. */
export async function mergeInto(
  client: PoolClient,
  desk: Desk,
  { actor, into: target, reason }: Extract<Order, { type: 'MergeInto' }>,
  id: string,
): Promise<OrderAnswer> {
  const [from, into] = [desk.incident(id), desk.incident(target)];
  const merged = single(desk, { type: 'MergeIncident', actor, into, reason }, id);
  if (!merged.ok) return merged;
  const absorbed = single(desk, { type: 'AbsorbIncident', actor, from, reason }, target);
  if (!absorbed.ok) return absorbed;
  desk.moveDecisions({ tenant: from.tenant, from: id, to: target, eventIds: null });
  await followOn(client, from.tenant, id, target);
  const keys = new Set([...(await namedOf(client, from)), ...(await namedOf(client, into))]);
  await updateNamed(client, [{ tenant: from.tenant, incidentId: target, keys: [...keys] }]);
  return merged;
}

/** What was merged into it before goes on where it goes on. */
async function followOn(client: PoolClient, tenant: string, from: string, to: string): Promise<void> {
  await client.query(
    `update incidents set document = jsonb_set(document, '{mergedInto}', to_jsonb($3::text))
     where tenant_id = $1 and document->>'mergedInto' = $2`,
    [tenant, from, to],
  );
}
