import { earlier, later } from '../event/instant.js';
import type { IncidentChange } from './change.js';
import { NOTHING_PENDING, custodyMoved, deskConsequence, takenUp, told, withClaims } from './evolve-desk.js';
import type { Incident } from './incident.js';
import { startedTimer } from './timing.js';

/** The incident after a change. Throws when the change does not fit: a broken invariant, never an expected case. */
export function evolve(incident: Incident | null, change: IncidentChange): Incident {
  if (change.type === 'incident.opened') {
    if (incident) throw new Error(`Incident ${incident.id} was opened twice.`);
    return change.incident;
  }
  if (!incident) throw new Error(`${change.type} came before incident.opened.`);
  return { ...incident, ...consequence(incident, change), revision: incident.revision + 1 };
}

export function evolveAll(incident: Incident | null, changes: readonly IncidentChange[]): Incident {
  const result = changes.reduce<Incident | null>(evolve, incident);
  if (!result) throw new Error('No changes to evolve an incident from.');
  return result;
}

function consequence(
  incident: Incident,
  change: Exclude<IncidentChange, { type: 'incident.opened' }>,
): Partial<Incident> {
  switch (change.type) {
    case 'incident.events-joined':
      return {
        eventCount: incident.eventCount + change.count,
        claims: withClaims(incident.claims, change.newClaims),
        firstActivityAt: earlier(incident.firstActivityAt, change.firstActivityAt),
        lastActivityAt: later(incident.lastActivityAt, change.lastActivityAt),
      };
    case 'incident.severity-raised':
      return { severity: change.to, clocks: change.clocks };
    case 'incident.handed-over':
      // The new owner begins anew; who had worked on it, and on what, is in the timeline.
      return {
        ...custodyMoved(change.to.queue, change.at),
        ...change.to,
        decidedQueue: change.to.queue,
        internal: incident.internal && change.to.party === 'microsoft',
      };
    case 'incident.redecided': {
      const { queue: decidedQueue, party: _party, ...rest } = change.to;
      return { ...rest, decidedQueue };
    }
    case 'incident.event-left':
      return { claims: incident.claims && incident.claims.filter((claim) => claim !== change.claim) };
    case 'incident.linked':
      return { linked: [...incident.linked, change.to] };
    case 'incident.service-impact-flagged': {
      const by = `${change.actor.party}/${change.actor.name}`;
      return { serviceImpactFlag: { impact: change.impact, by, at: change.at } };
    }
    case 'incident.acknowledged':
      return takenUp(incident, change);
    case 'incident.assigned':
      return { assignee: change.to };
    case 'incident.commented':
      return change.visibility === 'both' && change.actor.party === incident.party ? told(incident, change.at) : {};
    case 'incident.resolved':
      return {
        ...NOTHING_PENDING,
        state: 'resolved',
        resolvedAt: change.at,
        resolution: change.resolution,
        mergedInto: change.into ?? null,
        // What it was about is in another incident now, and must not come back to this one.
        ...(change.by === 'custody' || change.by === 'merge' ? { claims: [] } : {}),
      };
    case 'incident.reopened':
      return {
        state: 'new',
        acknowledgedAt: null,
        acknowledgedBy: null,
        resolvedAt: null,
        resolution: null,
        timers: { 'first-response': startedTimer(change.at) },
      };
    default:
      return deskConsequence(incident, change);
  }
}
