import { REOPEN_WITHIN_HOURS, offspringOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';
import type { Desk } from './desk.js';
import { namedOf } from './move-decisions.js';
import type { Order, OrderAnswer } from './order.js';

/** What was over for too long comes back as an incident of its own, linked to the old one. */
export async function recur(
  client: PoolClient,
  desk: Desk,
  { actor, note }: Extract<Order, { type: 'ReopenIncident' }>,
  id: string,
): Promise<OrderAnswer> {
  const old = desk.incident(id);
  const { decisionId, claims, correlationKey } = old;
  const { rows } = await client.query<{ event_id: string }>(
    'select event_id from decisions where tenant_id = $1 and decision_id = $2',
    [old.tenant, decisionId],
  );
  const eventId = rows[0]?.event_id ?? decisionId;
  const opening = offspringOf(
    old,
    { id: newId(), actor, eventId, decisionId, claims, eventCount: 0, correlationKey },
    desk.now,
  );
  const opened = desk.open(opening, await namedOf(client, old));
  const because = `it came back more than ${REOPEN_WITHIN_HOURS} hours after it was resolved: ${note}`;
  desk.carryOut({ type: 'LinkIncident', actor, to: old, because }, opened.id);
  const linked = desk.carryOut({ type: 'LinkIncident', actor, to: opened, because }, id);
  if (!linked.ok) throw new Error(linked.detail);
  return { ok: true, incident: desk.incident(id), changes: linked.changes, opened: desk.incident(opened.id) };
}
