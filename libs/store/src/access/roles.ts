import type { Scope } from '../scope/scope.js';

/** The processes that open the database, each as a role of its own. */
export const STORE_SERVICES = ['api', 'router', 'notifier'] as const;
export type StoreService = (typeof STORE_SERVICES)[number];

/** Owns the schema and migrates it. It is bound by the policies too, and sees rows only while it says that it maintains. */
export const OWNER = 'demarc_owner';

/** As whom a service connects. Being nobody's worker yet, it may touch no table. */
export const loginOf = (service: StoreService): string => `demarc_${service}`;

/**
 * What policies are written for: the rows that somebody sees. Nobody connects as one of these, and they may touch no
 * table themselves.
 */
export const VIEWERS = {
  all: 'demarc_all_tenants',
  one: 'demarc_one_tenant',
  several: 'demarc_several_tenants',
  withoutSecurity: 'demarc_without_security',
} as const;

const REACHES = ['all', 'one', 'several'] as const;
type Reach = (typeof REACHES)[number];

/** A role that a service takes while it works for a scope: its own privileges, and the rows of its viewers. */
export interface ScopeRole {
  readonly name: string;
  readonly service: StoreService;
  readonly viewers: readonly string[];
}

const roleName = (service: StoreService, reach: Reach, seesSecurity: boolean): string =>
  `demarc_${service}_${reach}${seesSecurity ? '' : '_no_security'}`;

/** Router and notifier work for everybody; only the api works for people. */
export const SCOPE_ROLES: readonly ScopeRole[] = STORE_SERVICES.flatMap((service) =>
  (service === 'api' ? REACHES : (['all'] as const)).flatMap((reach) =>
    (service === 'api' ? [true, false] : [true]).map((seesSecurity) => ({
      name: roleName(service, reach, seesSecurity),
      service,
      viewers: [VIEWERS[reach], ...(seesSecurity ? [] : [VIEWERS.withoutSecurity])],
    })),
  ),
);

/** The role of a scope. Throws when the service never works for such a one. */
export function scopeRoleOf(service: StoreService, { tenants, seesSecurity }: Scope): string {
  const reach = tenants === 'all' ? 'all' : tenants.length === 1 ? 'one' : 'several';
  const name = roleName(service, reach, seesSecurity);
  if (!SCOPE_ROLES.some((role) => role.name === name))
    throw new Error(`${service} works for all tenants and sees security: it has no role ${name}.`);
  return name;
}

/** The service that connects under this name; null: somebody else, such as an owner who migrates or a test. */
export function serviceOfLogin(login: string | undefined): StoreService | null {
  return STORE_SERVICES.find((service) => loginOf(service) === login) ?? null;
}
