import { type Incident, type Instant, type Timing } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { acknowledgeByWork } from '../notices/acknowledge-by-work.js';
import { type KeyedRequest, answerOnce } from '../queue/answer-once.js';
import { inTransaction } from '../transaction.js';
import { carryOut } from './carry-out.js';
import { type Announcer, Desk } from './desk.js';
import { lockIncidents } from './lock-incidents.js';
import { type Order, type OrderAnswer, partyOfOrder } from './order.js';
import { loadServiceLevels } from './service-levels.js';

export interface OrderRequest {
  readonly incidentId: string;
  readonly order: Order;
  /** The revision the person was looking at; null means "whatever it is now". */
  readonly expectedRevision: number | null;
  /** Sending the same again answers the same and changes nothing; null: each time is a new one. */
  readonly once: Pick<KeyedRequest, 'tenant' | 'key' | 'fingerprint'> | null;
  readonly now: Instant;
}

/** What an order needs beside the store. */
export interface OrderParts {
  readonly announce: Announcer;
  readonly clocksOfPolicy: Timing['clocksOfPolicy'];
}

/**
 * The one road for people: locks the incident (and the other one that the order names), decides, saves the new state,
 * its timeline, its notices and their messages in one transaction. A refusal changes nothing and is an answer, not an
 * exception. Throws KeyReusedError when the key was used for something else.
 */
export async function executeOrder(store: DataSource, request: OrderRequest, parts: OrderParts): Promise<OrderAnswer> {
  const { once, order, now } = request;
  try {
    return await inTransaction(store, async (client) => {
      if (!once) return (await execute(client, request, parts)) satisfies OrderAnswer;
      const actor = `${order.actor.party}/${order.actor.name}`;
      const { answer } = await answerOnce(client, { actor, ...once, now }, async () => {
        const done = await execute(client, request, parts);
        // A refusal is not kept under its key: what was not possible then may be now.
        if (!done.ok) throw new Refused(done);
        return done;
      });
      return answer;
    });
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

/** Only ever caught here: it takes back what a transaction began. */
class Refused extends Error {
  constructor(readonly answer: OrderAnswer) {
    super('refused');
  }
}

async function execute(client: PoolClient, request: OrderRequest, parts: OrderParts): Promise<OrderAnswer> {
  const { incidentId, order, expectedRevision, now } = request;
  const other = otherOf(order);
  const locked = await lockIncidents(client, other === null ? [incidentId] : [incidentId, other]);
  const incident = locked.get(incidentId);
  if (!incident || isHidden(incident, order)) return notFound(incidentId);
  const named = other === null ? null : locked.get(other);
  if (named === undefined || (named && (isHidden(named, order) || named.tenant !== incident.tenant)))
    return notFound(other!);
  if (expectedRevision !== null && expectedRevision !== incident.revision) {
    const detail = `${incident.reference} has changed: you saw revision ${expectedRevision}, it is at ${incident.revision}. Read it again.`;
    return { ok: false, code: 'stale', detail, incident };
  }
  const levels = await loadServiceLevels(client, incident.tenant);
  const timing = { levels, clocksOfPolicy: parts.clocksOfPolicy };
  const desk = new Desk({ client, now, announce: parts.announce }, () => timing);
  for (const one of locked.values()) desk.take(one);
  const answer = await carryOut(client, desk, order, incidentId);
  if (!answer.ok) return answer;
  const party = partyOfOrder(order);
  const { id, tenant } = incident;
  if (party) {
    const by = `${party}/${order.actor.name}`;
    await acknowledgeByWork(client, { tenant, incidentId: id, party, by, now });
  }
  await desk.save();
  return answer;
}

function otherOf(order: Order): string | null {
  if (order.type === 'MergeInto') return order.into;
  return order.type === 'LinkTo' ? order.to : null;
}

/** What is internal to Microsoft does not exist for the customer. */
function isHidden({ internal }: Incident, order: Order): boolean {
  return internal && partyOfOrder(order) === 'customer';
}

function notFound(id: string): OrderAnswer {
  return { ok: false, code: 'not-found', detail: `There is no incident ${id}.`, incident: null };
}
