/** What Nest injects that is no class: by these names. */
export const CLOCK = Symbol('Clock');
export const CONFIG = Symbol('ApiConfig');
export const LOG = Symbol('Log');
export const ROLE_MAPPING = Symbol('RoleMapping');
export const AUDIT_KEYS = Symbol('AuditKeys');
export const BUS = Symbol('NatsConnection');
