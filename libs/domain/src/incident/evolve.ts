import { earlier, later } from '../event/instant.js';
import type { IncidentChange } from './change.js';
import type { Incident } from './incident.js';

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
      return { ...change.to, state: 'new', assignee: null, acknowledgedAt: null };
    case 'incident.redecided':
      return change.to;
    case 'incident.event-left':
      return { claims: incident.claims && incident.claims.filter((claim) => claim !== change.claim) };
    case 'incident.linked':
      return { linked: [...incident.linked, change.to] };
    case 'incident.service-impact-flagged': {
      const by = `${change.actor.party}/${change.actor.name}`;
      return { serviceImpactFlag: { impact: change.impact, by, at: change.at } };
    }
    case 'incident.acknowledged':
      return { state: 'acknowledged', acknowledgedAt: change.at };
    case 'incident.assigned':
      return { assignee: change.to };
    case 'incident.commented':
      return {};
    case 'incident.resolved': {
      const resolved = { state: 'resolved', resolvedAt: change.at, resolution: change.resolution } as const;
      // What it was about is in another incident now, and must not come back to this one.
      return change.by === 'custody' ? { ...resolved, claims: [] } : resolved;
    }
    case 'incident.reopened':
      return { state: 'new', acknowledgedAt: null, resolvedAt: null, resolution: null };
    default:
      return change satisfies never;
  }
}

function withClaims(claims: Incident['claims'], added: Incident['claims']): Incident['claims'] {
  if (claims === null || added === null) return null;
  return added.length === 0 ? claims : [...claims, ...added];
}
