import type { Incident } from './incident.js';

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

/** An event version that is not newer than what was seen adds nothing to the incident. */
export function isStale(version: string, newestSeen: string | null): boolean {
  return newestSeen !== null && version <= newestSeen;
}
