import type { Role } from './role.js';

/** What a key may be for. */
export const KEY_PURPOSES = ['publish', 'read', 'respond'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

type Holder = Role | `key:${KeyPurpose}`;

const PROVIDERS = ['soc-analyst', 'soc-lead', 'mmd-operations', 'service-manager', 'auditor'] as const;
const CUSTOMERS = ['customer-ops', 'customer-admin'] as const;
const EVERYBODY = [...PROVIDERS, ...CUSTOMERS] as const;
const DESK = ['soc-analyst', 'soc-lead', 'mmd-operations', ...CUSTOMERS] as const;

/**
 * Everything that can be permitted, and to whom. A door of the API names one of these, and nothing else decides who may
 * come in; on which tenants it counts follows from the grants of whoever asks.
 */
export const PERMITTED = {
  'know-oneself': [...EVERYBODY, 'key:publish', 'key:read', 'key:respond'],
  'see-incidents': [...EVERYBODY, 'key:read'],
  'work-incidents': DESK,
  'settle-disputes': ['soc-lead', 'service-manager'],
  'publish-events': ['soc-analyst', 'soc-lead', 'mmd-operations', ...CUSTOMERS, 'key:publish'],
  respond: ['key:respond'],
  'see-directory': [...EVERYBODY, 'key:read'],
  'keep-directory': ['soc-lead', 'mmd-operations', 'service-manager', 'customer-admin'],
  'keep-tenants': ['mmd-operations', 'service-manager'],
  'see-policies': [...EVERYBODY, 'key:read'],
  'keep-policies': ['service-manager'],
  'see-proposals': ['soc-lead', 'service-manager', 'auditor'],
  'replay-policies': ['soc-lead', 'service-manager', 'auditor'],
  'keep-service-levels': ['service-manager'],
  'mute-notices': DESK,
  'keep-templates': ['soc-lead', 'service-manager', 'customer-admin'],
  'see-notices': [...EVERYBODY, 'key:read'],
  'acknowledge-notices': DESK,
  'redrive-notices': ['soc-lead', 'mmd-operations', 'service-manager', 'customer-admin'],
  'export-ledger': ['soc-lead', 'service-manager', 'auditor', 'customer-admin'],
  'see-reports': [...EVERYBODY, 'key:read'],
  'see-audit': ['soc-lead', 'service-manager', 'auditor'],
  'see-quarantine': [...PROVIDERS, 'customer-admin'],
  'work-quarantine': ['soc-lead', 'mmd-operations'],
  'see-keys': ['soc-lead', 'mmd-operations', 'service-manager', 'auditor', 'customer-admin'],
  'keep-keys': ['soc-lead', 'mmd-operations', 'service-manager', 'customer-admin'],
  'see-operation': [...PROVIDERS, 'key:read'],
  'accept-gaps': ['mmd-operations', 'service-manager'],
} as const satisfies Record<string, readonly Holder[]>;
export type Permission = keyof typeof PERMITTED;
export const PERMISSIONS = Object.keys(PERMITTED) as readonly Permission[];

/** What shows the whole system, over all tenants: a grant for single tenants does not reach it. */
export const SYSTEM_WIDE: readonly Permission[] = [
  'keep-tenants',
  'keep-policies',
  'see-proposals',
  'replay-policies',
  'keep-service-levels',
  'settle-disputes',
  'see-operation',
  'accept-gaps',
  'see-audit',
];

export const isPermitted = (holder: Holder, permission: Permission): boolean =>
  (PERMITTED[permission] as readonly Holder[]).includes(holder);
