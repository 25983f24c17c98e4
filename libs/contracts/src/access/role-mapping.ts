import { type Grant, type Party, ROLES, ROLE_FACTS, grantOf } from '@demarc/domain';
import { z } from 'zod';
import { tenantName } from '../http/field.js';
import { TENANT_PATTERN } from '../bus/topology.js';

const wanted = z.union([z.string().min(1), z.number(), z.boolean()]);

const rule = z
  .strictObject({
    when: z
      .record(z.string().min(1), wanted)
      .refine((claims) => Object.keys(claims).length > 0, 'must name at least one claim')
      .describe('claims of the token and the value each must have, or hold when it is a list'),
    role: z.enum(ROLES),
    tenant: tenantName.optional().describe("the tenant of a customer's role"),
    tenantClaim: z.string().min(1).optional().describe('instead: the claim that names it; only one the provider fills'),
    security: z.boolean().optional().describe('false: without security incidents, whatever the role has'),
  })
  .superRefine(({ role, tenant, tenantClaim }, context) => {
    const isCustomers = ROLE_FACTS[role].party === 'customer';
    const given = Number(tenant !== undefined) + Number(tenantClaim !== undefined);
    if (isCustomers && given !== 1)
      context.addIssue({ code: 'custom', message: `${role} needs either tenant or tenantClaim` });
    if (!isCustomers && given > 0)
      context.addIssue({ code: 'custom', message: `${role} is over all tenants: leave tenant and tenantClaim out` });
  });

/** Who is what, by the claims of their tokens. Every rule that fits gives its role. */
export const roleMapping = z.strictObject({ rules: z.array(rule).min(1).max(10_000) });
export type RoleMapping = z.infer<typeof roleMapping>;

type Claims = Readonly<Record<string, unknown>>;

/** What somebody with these claims is given. */
export function grantsOf({ rules }: RoleMapping, claims: Claims): readonly Grant[] {
  return rules
    .filter(({ when }) => Object.entries(when).every(([claim, value]) => holds(claims[claim], value)))
    .map(({ role, tenant, tenantClaim, security }) => {
      const named = tenantClaim === undefined ? (tenant ?? null) : tenantIn(claims[tenantClaim]);
      return grantOf(role, named, security);
    })
    .filter((grant) => grant !== null);
}

/** The party of somebody with these grants; null when they are of none, or of both. */
export function partyOfGrants(grants: readonly Grant[]): Party | null {
  const parties = new Set(
    grants.map(({ as }) => (as.startsWith('key:') ? null : ROLE_FACTS[as as keyof typeof ROLE_FACTS].party)),
  );
  const [party] = parties;
  return parties.size === 1 ? (party ?? null) : null;
}

function holds(found: unknown, value: string | number | boolean): boolean {
  return Array.isArray(found) ? found.includes(value) : found === value;
}

function tenantIn(claim: unknown): string | null {
  return typeof claim === 'string' && TENANT_PATTERN.test(claim) ? claim : null;
}
