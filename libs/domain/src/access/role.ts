import type { Party } from '../policy/policy.js';

/** What a person is at Demarc. One person may be several, of one party. */
export const ROLES = [
  'soc-analyst',
  'soc-lead',
  'mmd-operations',
  'service-manager',
  'auditor',
  'customer-ops',
  'customer-admin',
] as const;
export type Role = (typeof ROLES)[number];

interface RoleFacts {
  readonly party: Party;
  /**
   * Whether security incidents, contacts and reports are for this role, unless whoever gave it says otherwise. A role
   * that is not a security role must not see them (MD:prepare/access-admin-center.md).
   */
  readonly seesSecurity: boolean;
  readonly does: string;
}

/** A role of Microsoft is over all tenants, one of a customer over the tenants it was given for. */
export const ROLE_FACTS: Readonly<Record<Role, RoleFacts>> = {
  'soc-analyst': { party: 'microsoft', seesSecurity: true, does: "works Microsoft's queues" },
  'soc-lead': { party: 'microsoft', seesSecurity: true, does: 'leads the SOC: settles disputes, mutes, redrives' },
  'mmd-operations': {
    party: 'microsoft',
    seesSecurity: false,
    does: 'works the operations queue, keeps directories; no security incidents',
  },
  'service-manager': { party: 'microsoft', seesSecurity: true, does: 'owns the policy and proves it was kept' },
  auditor: { party: 'microsoft', seesSecurity: true, does: 'reads everything and changes nothing' },
  'customer-ops': { party: 'customer', seesSecurity: true, does: "works its tenant's queues" },
  'customer-admin': { party: 'customer', seesSecurity: true, does: 'keeps its tenant: contacts, keys, templates' },
};
