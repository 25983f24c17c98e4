import { type Kind, PROVIDER, type Party } from '@demarc/domain';
import { MAX_EVENT_MESSAGE_BYTES } from './message-bounds.js';

/**
 * Every stream, subject and durable of the system. Nowhere else is one written as a string.
 * Sizes are bytes, ages and waits milliseconds; the transport turns them into NATS's nanoseconds.
 */
export interface StreamDefinition {
  readonly name: string;
  readonly subjects: readonly string[];
  /** `workqueue`: a message is removed once it is settled. `limits`: kept until it is too old. */
  readonly retention: 'workqueue' | 'limits';
  /** `new` refuses publishers when full, so that nothing accepted is lost; `old` drops the oldest. */
  readonly discard: 'new' | 'old';
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  /** Larger messages, headers and all, are refused; null: whatever the server takes. */
  readonly maxMessageBytes: number | null;
  /** How long JetStream remembers a `Nats-Msg-Id` and ignores a repeat. */
  readonly duplicateWindowMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const GIB = 1024 ** 3;
/** JetStream's word for "no limit of age". */
const FOREVER_MS = 0;

export const STREAMS = {
  events: {
    name: 'EVENTS',
    subjects: ['events.>'],
    retention: 'workqueue',
    discard: 'new',
    maxBytes: 8 * GIB,
    maxAgeMs: FOREVER_MS,
    // Anybody who publishes for one tenant fills it for all: at least not with what nobody would read.
    maxMessageBytes: MAX_EVENT_MESSAGE_BYTES,
    duplicateWindowMs: 2 * MINUTE_MS,
  },
  incidents: {
    name: 'INCIDENTS',
    subjects: ['incidents.>'],
    retention: 'limits',
    discard: 'old',
    maxBytes: 2 * GIB,
    maxAgeMs: 7 * DAY_MS,
    maxMessageBytes: null,
    duplicateWindowMs: 2 * MINUTE_MS,
  },
  notices: {
    name: 'NOTICES',
    subjects: ['notices.>'],
    retention: 'workqueue',
    discard: 'new',
    maxBytes: 2 * GIB,
    maxAgeMs: FOREVER_MS,
    maxMessageBytes: null,
    duplicateWindowMs: 2 * MINUTE_MS,
  },
} as const satisfies Record<string, StreamDefinition>;

export interface DurableDefinition {
  readonly name: string;
  readonly stream: string;
  readonly filter: string;
  /** Redelivery of what was neither settled nor extended. */
  readonly ackWaitMs: number;
  readonly maxAckPending: number;
}

export const DURABLES = {
  /** The router's lane of events; all router replicas share it. */
  routerEvents: {
    name: 'router-events',
    stream: STREAMS.events.name,
    filter: 'events.>',
    ackWaitMs: 30_000,
    maxAckPending: 10_000,
  },
  notifierNotices: {
    name: 'notifier-notices',
    stream: STREAMS.notices.name,
    filter: 'notices.>',
    ackWaitMs: 30_000,
    maxAckPending: 10_000,
  },
} as const satisfies Record<string, DurableDefinition>;

/** Core NATS pokes: losing one only costs the poll interval of whoever listens. */
export const POKES = {
  /** The outbox has rows: the relay need not wait for its poll. */
  outbox: 'pokes.outbox',
  /** An incident is to be decided again. */
  redecide: 'pokes.redecide',
  /** A silence, or a rule of what mutes what, changed. */
  muting: 'pokes.muting',
  /** Quarantined messages are to be read again. */
  quarantine: 'pokes.quarantine',
  /** Somebody wants to know what is missing. */
  reconcile: 'pokes.reconcile',
  /** A policy was published or adopted. */
  policies: 'pokes.policies',
  /** A tenant or its directory changed: `pokes.directory.<tenant>`. */
  directoryOf: (tenant: string) => `pokes.directory.${tenant}`,
  anyDirectory: 'pokes.directory.*',
} as const;

/** Core NATS requests: who asks gets a reply, and nothing is kept. */
export const REQUESTS = {
  /** What a customer's systems ask: `commands.customer.<tenant>`. NATS's own permissions say who may publish there. */
  customerCommands: (tenant: string) => `commands.customer.${tenant}`,
  anyCustomerCommands: 'commands.customer.*',
  /** Of several apis, one answers. */
  queueGroup: 'api-commands',
} as const;

export const subjectOf = {
  event: (tenant: string, kind: Kind, format?: string) =>
    format ? `events.${tenant}.${kind}.${format}` : `events.${tenant}.${kind}`,
  /**
   * What the service says of itself and about this tenant; {@link PROVIDER}: about no one tenant. No tenant's user of
   * NATS may publish there, and by that alone it is told from what somebody says in the service's name.
   */
  ownEvent: (about: string) => `events.${PROVIDER}.operational.incident${about === PROVIDER ? '' : `.${about}`}`,
  incident: (party: Party, tenant: string, what: string) => `incidents.${party}.${tenant}.${what}`,
  notice: (party: Party, tenant: string) => `notices.${party}.${tenant}`,
} as const;

/** All events of a tenant. */
export const subjectsOfTenant = (tenant: string): string => `events.${tenant}.>`;

/** Counts of messages by their subject, summed by the tenant that the subject names. */
export function byTenant(bySubject: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [subject, count] of bySubject) {
    const tenant = subject.split('.')[1] ?? '';
    counts.set(tenant, (counts.get(tenant) ?? 0) + count);
  }
  return counts;
}

/** Filters for those who read the `INCIDENTS` feed. */
export const incidentsFilter = (party: Party | '*', tenant: string | '*') => `incidents.${party}.${tenant}.*`;

/** A tenant's name in subjects and paths: lower-case letters, digits and hyphens, so that it is one NATS token. */
export const TENANT_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
export const RESERVED_TENANTS: readonly string[] = [PROVIDER];
