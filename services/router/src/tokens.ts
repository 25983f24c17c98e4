import type { Policy } from '@demarc/domain';
import type { RouterConfig } from './config.js';

/** What Nest injects that is no class: by these names. */
export const CLOCK = Symbol('Clock');
export const CONFIG = Symbol('RouterConfig');
export const LOG = Symbol('Log');
export const BUS = Symbol('NatsConnection');
export const POLICIES = Symbol('Policies');

/** Which policy is in force for a tenant at a time. */
export interface Policies {
  policyFor(tenant: string, at: string): Policy;
}
export type { RouterConfig };
