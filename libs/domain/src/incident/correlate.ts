import type { Incident, Sighting } from './incident.js';
import { eventName } from './open.js';

/**
 * The incident an event belongs to, or null when it opens a new one.
 * `own`: the incident an earlier version of the very same event is in, whatever its state: updates stay where they are.
 * `open`: the open incident of the same party with the same correlation key.
 */
export function incidentOf(own: Incident | null, open: Incident | null): Incident | null {
  // A resolved incident is not reopened beside an open one of the same correlation: there is one place to look.
  if (own?.state === 'resolved' && open) return open;
  return own ?? open;
}

/** Whether an incident is still about an event; one that has too many to list is about all that ever came to it. */
export function isAbout(incident: Incident, event: Sighting['event']): boolean {
  return incident.claims === null || incident.claims.includes(eventName(event));
}

/** Whether an incident is about this event and nothing else: then it goes where the event goes. */
export function isOnlyAbout({ claims }: Incident, event: Sighting['event']): boolean {
  return claims?.length === 1 && claims[0] === eventName(event);
}

/** An event version that is not newer than what was seen adds nothing to the incident. */
export function isStale(version: string, newestSeen: string | null): boolean {
  return newestSeen !== null && version <= newestSeen;
}
