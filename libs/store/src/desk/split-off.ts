import { type Incident, eventName, offspringOf, referenceOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';
import { refusal, single } from './single-command.js';
import type { Desk } from './desk.js';
import { namedOf } from './move-decisions.js';
import type { Order, OrderAnswer } from './order.js';

/** One version of an event that goes. */
interface Going {
  readonly eventId: string;
  readonly source: string;
  readonly id: string;
  readonly decisionId: string;
}

/** Events go on in an incident of their own, with all their versions; what still comes of them follows. */
export async function splitOff(
  client: PoolClient,
  desk: Desk,
  { actor, eventIds, reason }: Extract<Order, { type: 'SplitOff' }>,
  id: string,
): Promise<OrderAnswer> {
  const incident = desk.incident(id);
  const going = await versionsOf(client, incident, eventIds);
  const known = new Set(going.map(({ eventId }) => eventId));
  const unknown = eventIds.find((eventId) => !known.has(eventId));
  if (unknown !== undefined)
    return refusal(
      'wrong-state',
      `${incident.reference} has no event ${unknown}; its events are listed with it.`,
      incident,
    );
  const claims = [...new Set(going.map(eventName))];
  const newIncident = newId();
  const split = single(
    desk,
    { type: 'SplitIncident', actor, id: newIncident, claims, count: going.length, reason },
    id,
  );
  if (!split.ok) return split;
  const newest = going.at(-1)!;
  const opening = offspringOf(
    incident,
    {
      id: newIncident,
      actor,
      eventId: newest.eventId,
      decisionId: newest.decisionId,
      claims,
      eventCount: going.length,
      // The correlation stays in use where it was; its own is nobody else's.
      correlationKey: `${incident.correlationKey}#${referenceOf(newIncident)}`,
    },
    desk.now,
  );
  desk.open(opening, await namedOf(client, incident));
  const because = `split from ${incident.reference}: ${reason}`;
  desk.carryOut({ type: 'LinkIncident', actor, to: incident, because }, newIncident);
  desk.carryOut({ type: 'LinkIncident', actor, to: desk.incident(newIncident), because }, id);
  desk.moveDecisions({ tenant: incident.tenant, from: id, to: newIncident, eventIds: [...known] });
  return { ...split, incident: desk.incident(id), opened: desk.incident(newIncident) };
}

/** The named events with all their versions in the incident, oldest first, each with its newest decision there. */
async function versionsOf(client: PoolClient, { tenant, id }: Incident, eventIds: readonly string[]): Promise<Going[]> {
  const { rows } = await client.query<Going>(
    `select * from (
       select distinct on (e.event_id) e.event_id as "eventId", e.source, e.source_event_id as id,
              d.decision_id as "decisionId", e.received_at
       from events named
       join events e on e.tenant_id = named.tenant_id and e.source = named.source
         and e.source_event_id = named.source_event_id
       join decisions d on d.tenant_id = e.tenant_id and d.event_id = e.event_id and d.incident_id = $2
       where named.tenant_id = $1 and named.event_id = any($3::uuid[])
       order by e.event_id, d.decided_at desc) going
     order by received_at, "eventId"`,
    [tenant, id, eventIds],
  );
  return rows;
}
