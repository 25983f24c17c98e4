import { type Incident, isRecurrence } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';
import { askRedecision } from '../redecide/ask-redecision.js';
import type { Desk } from './desk.js';
import { mergeInto } from './merge-into.js';
import type { Order, OrderAnswer } from './order.js';
import { recur } from './recur.js';
import { refusal, single } from './single-command.js';
import { splitOff } from './split-off.js';

/** Carries an order out on a desk that holds the incident, and the other one that the order names. */
export async function carryOut(client: PoolClient, desk: Desk, order: Order, id: string): Promise<OrderAnswer> {
  switch (order.type) {
    case 'OfferHandover':
      return single(desk, { ...order, offerId: newId() }, id);
    case 'MergeInto':
      return mergeInto(client, desk, order, id);
    case 'SplitOff':
      return splitOff(client, desk, order, id);
    case 'LinkTo':
      return linkTo(desk, order, id);
    case 'ReopenIncident': {
      const incident = desk.incident(id);
      const again = incident.state === 'resolved' && isRecurrence(incident, desk.now) && incident.mergedInto === null;
      const taken = await openSibling(client, incident);
      if (taken) return refusal('wrong-state', `${taken} is open for the same trouble; work there.`, incident);
      return again ? recur(client, desk, order, id) : single(desk, order, id);
    }
    case 'FlagServiceImpact': {
      const answer = single(desk, order, id);
      if (answer.ok) {
        const { tenant } = answer.incident;
        await askRedecision(client, tenant, { reason: 'flag', incidentId: id }, desk.now);
      }
      return answer;
    }
    default:
      return single(desk, order, id);
  }
}

/** Both sides of a link say so. */
function linkTo(desk: Desk, { actor, to, because }: Extract<Order, { type: 'LinkTo' }>, id: string): OrderAnswer {
  const [from, other] = [desk.incident(id), desk.incident(to)];
  if (from.id === other.id) return refusal('wrong-state', `${from.reference} cannot be linked to itself.`, from);
  if (from.linked.includes(to))
    return refusal('wrong-state', `${from.reference} and ${other.reference} are linked already.`, from);
  if (from.internal !== other.internal)
    return refusal('wrong-state', 'One of the two is internal to Microsoft; engage the customer in it first.', from);
  desk.carryOut({ type: 'LinkIncident', actor, to: from, because }, to);
  return single(desk, { type: 'LinkIncident', actor, to: other, because }, id);
}

/** The reference of the open incident that has the place which a reopened one would need; null: it is free. */
async function openSibling(
  client: PoolClient,
  { id, tenant, correlationKey, decidedQueue }: Incident,
): Promise<string | null> {
  const { rows } = await client.query<{ reference: string }>(
    `select reference from incidents where tenant_id = $1 and correlation_key = $2 and state <> 'resolved'
       and decided_party = split_part($3, '/', 1) and incident_id <> $4`,
    [tenant, correlationKey, decidedQueue, id],
  );
  return rows[0]?.reference ?? null;
}
