import type { Actor, Incident } from '../incident/incident.js';
import type { ContactSlot } from '../notice/contact.js';
import type { Party } from '../policy/policy.js';
import { type Access, reaches } from './identity.js';

/** What of an incident decides who sees it. */
export type Seen = Pick<Incident, 'tenant' | 'kind' | 'queue' | 'internal'>;

/** Incidents of this kind are for security roles (MD:prepare/access-admin-center.md), ... */
export const SECURITY_KIND = 'security' satisfies Incident['kind'];
/** ... as are its contacts and who takes turns for it, ... */
export const SECURITY_AREA = 'security' satisfies ContactSlot;
/** ... but for those of this queue, which somebody without such a role works. */
export const SHOWN_WITHOUT_SECURITY = 'microsoft/operations' satisfies Incident['queue'];

/** The teams for security: what is told to one of them about no incident in particular is for security roles as well. */
export const SECURITY_QUEUES = [
  'microsoft/security-operations',
  'customer/security',
] as const satisfies readonly Incident['queue'][];

/** Who reads. */
export interface Reader extends Actor {
  /** Somebody of the provider, who looks as this party does. */
  readonly standsIn?: true;
}

/**
 * The party whose comments among itself a reader reads; null: nobody's. Whoever stands in for a customer is not of
 * theirs, and reads nothing by it that they could not read before.
 */
export const readsAmong = (reader: Reader | null): Actor['party'] | null =>
  reader === null || reader.standsIn ? null : reader.party;

/** Whether somebody of a party may know of what is internal to Microsoft. */
export const seesInternal = (party: Party | 'demarc'): boolean => party === 'microsoft';

/**
 * Whether an incident is shown to somebody of this party: for what does not come from the database, whose rows say the
 * same (`table-access.ts` of the store). Of security incidents those see nothing who have no security role, but what the
 * operations queue holds.
 */
export function seesIncident(party: Party, { tenants, seesSecurity }: Access, incident: Seen): boolean {
  if (!reaches(tenants, incident.tenant)) return false;
  if (incident.internal && !seesInternal(party)) return false;
  return seesSecurity || incident.kind !== SECURITY_KIND || incident.queue === SHOWN_WITHOUT_SECURITY;
}
