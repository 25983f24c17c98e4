import type { Incident } from '../incident/incident.js';
import type { Party } from '../policy/policy.js';
import { type Access, reaches } from './identity.js';

/**
 * What of security is shown to those who do not see security: what this queue holds, since somebody of it has to work
 * it (MD:prepare/access-admin-center.md keeps all other security incidents from roles that are not security roles).
 */
export const SECURITY_KIND = 'security' satisfies Incident['kind'];
export const SHOWN_WITHOUT_SECURITY = 'microsoft/operations' satisfies Incident['queue'];

/** Whether a party may know of what is internal to Microsoft. */
export const seesInternal = (party: Party | 'demarc'): boolean => party === 'microsoft';

/** Who looks: with which access, and for which party. */
export interface Onlooker {
  readonly access: Access;
  readonly party: Party;
}

/** Whether there is nothing that somebody may not see. */
export const seesAll = ({ access, party }: Onlooker): boolean =>
  access.tenants === 'all' && access.seesSecurity && seesInternal(party);

/**
 * Whether somebody may see an incident: the rule that the policies of the database hold rows to, for what does not come
 * from the database.
 */
export function maySee(
  { access, party }: Onlooker,
  { tenant, kind, queue, internal }: Pick<Incident, 'tenant' | 'kind' | 'queue' | 'internal'>,
): boolean {
  return (
    reaches(access.tenants, tenant) &&
    (access.seesSecurity || kind !== SECURITY_KIND || queue === SHOWN_WITHOUT_SECURITY) &&
    (!internal || seesInternal(party))
  );
}
