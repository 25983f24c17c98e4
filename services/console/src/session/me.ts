import type { Permission } from '@demarc/domain';
import { useSuspenseQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import type { AnswerAt } from '../api/call.js';

export type Me = AnswerAt<'GET /v1/me'>;

const WHO_ASKS_MS = 300_000;
export const askMe = { ...ask('GET /v1/me'), staleTime: WHO_ASKS_MS };

/** Who is signed in; only below the shell, which asks first. */
export function useMe(): Me {
  return useSuspenseQuery(askMe).data;
}

/** What a person is permitted, and on which tenant: what is not permitted is not offered. */
export function isPermitted({ permissions }: Me, permission: Permission, tenant?: string): boolean {
  const access = permissions[permission];
  if (!access) return false;
  return tenant === undefined || access.tenants === 'all' || access.tenants.includes(tenant);
}

export function usePermitted(permission: Permission, tenant?: string): boolean {
  return isPermitted(useMe(), permission, tenant);
}

/** The one tenant that somebody of a customer looks at; null for whoever sees several. */
export function onlyTenantOf({ permissions }: Me): string | null {
  const tenants = permissions['see-incidents']?.tenants;
  return Array.isArray(tenants) && tenants.length === 1 ? tenants[0]! : null;
}
