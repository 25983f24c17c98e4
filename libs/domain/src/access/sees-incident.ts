import type { Incident } from '../incident/incident.js';
import type { Party } from '../policy/policy.js';
import { type Access, reaches } from './identity.js';

/** What of an incident decides who sees it. */
export type Seen = Pick<Incident, 'tenant' | 'kind' | 'queue' | 'internal'>;

/**
 * Whether an incident is shown to somebody of this party: for what does not come from the database, whose rows say the
 * same (`table-access.ts` of the store). Of security incidents those see nothing who have no security role, but what the
 * operations queue holds.
 */
export function seesIncident(party: Party, { tenants, seesSecurity }: Access, incident: Seen): boolean {
  if (!reaches(tenants, incident.tenant)) return false;
  if (incident.internal && party !== 'microsoft') return false;
  return seesSecurity || incident.kind !== 'security' || incident.queue === 'microsoft/operations';
}
