import { ROLL_CALL, SERVICE_QUESTIONS, type RunningServiceName, questionSubjects } from './service-questions.js';
import { DURABLES, type DurableDefinition, POKES, REQUESTS, STREAMS, subjectsOfTenant } from './topology.js';

/** What a user of NATS may be: Demarc's own processes, whoever operates the streams, and three kinds of a tenant's. */
export const NATS_SERVICES = ['api', 'router', 'notifier', 'operator'] as const;
export type NatsService = (typeof NATS_SERVICES)[number];
export const NATS_TENANT_KINDS = ['publisher', 'consumer', 'responder'] as const;
export type NatsTenantKind = (typeof NATS_TENANT_KINDS)[number];

export interface NatsPermissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** May answer whoever asks it, whatever their inbox is called. */
  readonly answers: boolean;
}

/** Where answers to a user come to: each has a place of its own, so that nobody reads another's. */
export const inboxOf = (user: string): string => `_INBOX.${user}`;

/** Where services answer who asks which of them run: a place of its own, so that they can answer nothing else there. */
export const rollCallInboxOf = (user: string): string => `${inboxOf(user)}.services`;

/** A service hears what is asked of all services, of those of its name and of single ones of them, and answers who may ask. */
const asked = (name: RunningServiceName): readonly string[] =>
  SERVICE_QUESTIONS.flatMap((question) => questionSubjects(question, name, '*'));
const ANSWERS_ROLL_CALL = (['api', 'operator'] as const).map((user) => `${rollCallInboxOf(user)}.>`);

const ofStream = (name: string): readonly string[] =>
  ['INFO', 'CREATE', 'UPDATE'].map((verb) => `$JS.API.STREAM.${verb}.${name}`);

/** Every service brings the streams back when they are gone; none may delete or empty one. */
const KEEPS_STREAMS = ['$JS.API.INFO', ...Object.values(STREAMS).flatMap(({ name }) => ofStream(name))];

const reads = ({ stream, name }: { readonly stream: string; readonly name: string }): readonly string[] => [
  `$JS.API.CONSUMER.CREATE.${stream}.${name}.>`,
  `$JS.API.CONSUMER.CREATE.${stream}.${name}`,
  `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${name}`,
  `$JS.API.CONSUMER.INFO.${stream}.${name}`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`,
  `$JS.ACK.${stream}.${name}.>`,
];

const { incidents } = STREAMS;
/** The router lets what little waits of one tenant overtake what another one floods the stream with. */
const OVERTAKES = ['GET', 'DELETE'].map((verb) => `$JS.API.STREAM.MSG.${verb}.${STREAMS.events.name}`);
/** The api's live feed reads by consumers of its own making, which end with their reader. */
const FOLLOWS_INCIDENTS = ['CREATE', 'INFO', 'MSG.NEXT', 'DELETE'].map(
  (verb) => `$JS.API.CONSUMER.${verb}.${incidents.name}.>`,
);
const LAGS = Object.values(DURABLES).map(({ stream, name }) => `$JS.API.CONSUMER.INFO.${stream}.${name}`);

const ANY_POKE = 'pokes.>';
if (!Object.values(POKES).every((poke) => typeof poke === 'function' || poke.startsWith('pokes.')))
  throw new Error(`A poke is not below ${ANY_POKE}.`);

const OF_SERVICE: Readonly<Record<NatsService, NatsPermissions>> = {
  api: {
    publish: ['events.>', ANY_POKE, ...KEEPS_STREAMS, ...FOLLOWS_INCIDENTS, ...LAGS, ROLL_CALL, ...ANSWERS_ROLL_CALL],
    subscribe: [ANY_POKE, REQUESTS.anyCustomerCommands, ...asked('api')],
    answers: true,
  },
  router: {
    publish: [
      'events.>',
      'incidents.>',
      'notices.>',
      ANY_POKE,
      ...KEEPS_STREAMS,
      ...LAGS,
      ...OVERTAKES,
      ...reads(DURABLES.routerEvents),
      ...ANSWERS_ROLL_CALL,
    ],
    subscribe: [ANY_POKE, ...asked('router')],
    answers: false,
  },
  notifier: {
    publish: ['events.>', ANY_POKE, ...KEEPS_STREAMS, ...reads(DURABLES.notifierNotices), ...ANSWERS_ROLL_CALL],
    subscribe: [ANY_POKE, ...asked('notifier')],
    answers: false,
  },
  operator: { publish: ['>'], subscribe: ['>'], answers: false },
};

/** What one of Demarc's own users may do. Its inbox comes with its name. */
export function permissionsOfService(service: NatsService): NatsPermissions {
  const { subscribe, ...more } = OF_SERVICE[service];
  return { ...more, subscribe: [...subscribe, `${inboxOf(service)}.>`] };
}

/** A tenant's subjects, as its own account sees them: what it publishes for, asks of, and hears. */
export const TENANT_SUBJECTS = {
  events: subjectsOfTenant,
  commands: REQUESTS.customerCommands,
  incidents: (tenant: string) => `incidents.customer.${tenant}.>`,
} as const;

const DURABLE_PREFIX = 'customer-';
export const isCustomerDurable = (name: string): boolean => name.startsWith(DURABLE_PREFIX);

/** Where a consumer of a tenant finds what it was away for. It may read and acknowledge, and nothing of its making is its own. */
export function durableOfConsumer(user: string, tenant: string): DurableDefinition {
  return {
    name: `${DURABLE_PREFIX}${user}`,
    stream: incidents.name,
    filter: TENANT_SUBJECTS.incidents(tenant),
    ackWaitMs: 30_000,
    maxAckPending: 1_000,
  };
}

/**
 * What a consumer asks of its durable, each with whether several answers come. Not what the durable is: in an account
 * without JetStream the server answers that itself.
 */
export function asksOfConsumer(
  user: string,
): readonly { readonly subject: string; readonly answers: 'one' | 'many' }[] {
  const at = `${incidents.name}.${DURABLE_PREFIX}${user}`;
  return [
    { subject: `$JS.API.CONSUMER.MSG.NEXT.${at}`, answers: 'many' },
    { subject: `$JS.ACK.${at}.>`, answers: 'one' },
  ];
}

/** What a tenant's user may do: one thing, for its tenant. */
export function permissionsOfTenantUser(kind: NatsTenantKind, user: string, tenant: string): NatsPermissions {
  const answers = `${inboxOf(user)}.>`;
  switch (kind) {
    case 'publisher':
      return { publish: [TENANT_SUBJECTS.events(tenant)], subscribe: [answers], answers: false };
    case 'responder':
      return { publish: [TENANT_SUBJECTS.commands(tenant)], subscribe: [answers], answers: false };
    case 'consumer':
      return {
        publish: asksOfConsumer(user).map(({ subject }) => subject),
        subscribe: [TENANT_SUBJECTS.incidents(tenant), answers],
        answers: false,
      };
    default:
      return kind satisfies never;
  }
}
