import { PROVIDER } from '../notice/contact.js';
import type { Party } from '../policy/policy.js';
import { type KeyPurpose, type Permission, SYSTEM_WIDE, isPermitted } from './permission.js';
import { ROLE_FACTS, type Role } from './role.js';
import type { Reader } from './sees-incident.js';

/** All tenants, or these. */
export type Tenants = 'all' | readonly string[];

/** A role or a key's purpose, and on which tenants it counts. */
export interface Grant {
  readonly as: Role | `key:${KeyPurpose}`;
  readonly tenants: Tenants;
  readonly seesSecurity: boolean;
}

/** Who asks: a person who signed in, or a machine with a key. */
export interface Identity {
  readonly kind: 'person' | 'key';
  /** What stays the same for as long as it is the same person or key: the subject of its issuer, or the key's id. */
  readonly id: string;
  readonly actor: Reader;
  readonly party: Party;
  readonly grants: readonly Grant[];
}

/** What one permission gives access to: whoever is of several tenants sees security where they see it of each. */
export interface Access {
  readonly tenants: Tenants;
  readonly seesSecurity: boolean;
}

/** The access of an identity with a permission; null when it does not have it at all. */
export function accessOf({ grants }: Pick<Identity, 'grants'>, permission: Permission): Access | null {
  const permitting = grants.filter(
    ({ as, tenants }) => isPermitted(as, permission) && (tenants === 'all' || !SYSTEM_WIDE.includes(permission)),
  );
  if (permitting.length === 0) return null;
  const seen = permitting.filter(({ seesSecurity }) => seesSecurity);
  if (permitting.some(({ tenants }) => tenants === 'all')) {
    return { tenants: 'all', seesSecurity: seen.some(({ tenants }) => tenants === 'all') };
  }
  const tenants = [...new Set(permitting.flatMap((grant) => grant.tenants))].toSorted();
  // Of two roles on one tenant the wider counts, as in the portals they come from; what one tenant gives holds for no
  // other, and one answer is given for all of them.
  return { tenants, seesSecurity: tenants.every((tenant) => seen.some((grant) => reaches(grant.tenants, tenant))) };
}

/** Where what somebody keeps for themselves belongs: to the provider, or to the (first) tenant they are of. */
export function homeOf({ party, grants }: Pick<Identity, 'party' | 'grants'>): string {
  if (party === 'microsoft') return PROVIDER;
  const [first] = grants.flatMap(({ tenants }) => (tenants === 'all' ? [] : tenants)).toSorted();
  if (first === undefined) throw new Error('A customer without a tenant was let in.');
  return first;
}

export const reaches = (tenants: Tenants, tenant: string): boolean => tenants === 'all' || tenants.includes(tenant);

/** The grant of a role: Microsoft's are over all tenants. Null: a customer's role without a tenant is none. */
export function grantOf(role: Role, tenant: string | null, seesSecurity?: boolean): Grant | null {
  const facts = ROLE_FACTS[role];
  if (facts.party === 'customer' && (tenant === null || tenant === PROVIDER)) return null;
  return {
    as: role,
    tenants: facts.party === 'microsoft' ? 'all' : [tenant!],
    seesSecurity: facts.seesSecurity && seesSecurity !== false,
  };
}
