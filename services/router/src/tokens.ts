import type { CompiledPolicy, Instant, PolicyInForce } from '@demarc/domain';
import type { RouterConfig } from './config.js';

/** What Nest injects that is no class: by these names. */
export const CLOCK = Symbol('Clock');
export const CONFIG = Symbol('RouterConfig');
export const LOG = Symbol('Log');
export const BUS = Symbol('NatsConnection');
export const AUDIT_KEYS = Symbol('AuditKeys');
export const POLICIES = Symbol('Policies');

/** Which policy decides. */
export interface Policies {
  /** For a tenant's events of a time. */
  inForce(tenant: string, at: Instant): PolicyInForce;
  /** By its version; null when there is none. */
  named(version: string): CompiledPolicy | null;
}
export type { RouterConfig };
