import type { Instant } from '../event/instant.js';
import type { IncidentChange } from './change.js';
import type { Actor, Incident } from './incident.js';

/** From now on the customer sees it, and is told if it has to be. Nothing when it sees it already. */
export function engaged(actor: Actor, because: string, { internal }: Incident, now: Instant): IncidentChange[] {
  return internal ? [{ type: 'incident.customer-engaged', at: now, actor, because }] : [];
}
