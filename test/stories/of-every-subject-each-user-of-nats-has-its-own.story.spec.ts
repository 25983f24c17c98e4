import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import {
  DURABLES,
  NATS_SERVICES,
  type NatsService,
  type NatsTenantKind,
  POKES,
  REQUESTS,
  RUNNING_SERVICES,
  SERVICE_QUESTIONS,
  STREAMS,
  durableOfConsumer,
  inboxOf,
  questionSubjects,
  rollCallInboxOf,
  subjectOf,
} from '@demarc/contracts';
import { KINDS, PARTIES } from '@demarc/domain';
import { followNatsUsers } from '@demarc/local';
import { NatsUserFile, type NatsConnection, connectBus } from '@demarc/runtime';
import { eventually } from '../harness/eventually.js';
import { type Servers, startServers } from '../harness/servers.js';
import { natsCredentials } from '../harness/service-roles.js';

/** Users of every kind, and what of all subjects is theirs; what is not said is refused. */
const TENANT_USERS: Readonly<
  Record<NatsTenantKind, { readonly user: string; readonly publishes: RegExp; readonly hears: RegExp }>
> = {
  publisher: { user: 'contoso-siem', publishes: /^events\.contoso\./, hears: /^_INBOX\.contoso-siem\.x$/ },
  consumer: {
    user: 'contoso-itsm',
    // Of its own durable: the next message, and that it has it.
    publishes: /^\$JS\.(?:API\.CONSUMER\.MSG\.NEXT|ACK)\.INCIDENTS\.customer-contoso-itsm(?:\.|$)/,
    hears: /^(?:incidents\.customer\.contoso\.|_INBOX\.contoso-itsm\.x$)/,
  },
  responder: { user: 'contoso-bot', publishes: /^commands\.customer\.contoso$/, hears: /^_INBOX\.contoso-bot\.x$/ },
};
/** What only keeps streams as they are, and what only tells how far behind their readers are. */
const KEEPS = /^\$JS\.API\.(?:INFO|STREAM\.(?:INFO|CREATE|UPDATE)\.\w+)$/;
const LAGS = /^\$JS\.API\.CONSUMER\.INFO\.(?:EVENTS\.router-events|NOTICES\.notifier-notices)$/;
const FOLLOWS = /^\$JS\.API\.CONSUMER\.(?:CREATE|INFO|MSG\.NEXT|DELETE)\.INCIDENTS\.[\w-]+$/;
const readsOf = (durable: string, stream: string): string =>
  `^\\$JS\\.(?:ACK|API\\.CONSUMER\\.(?:CREATE|DURABLE\\.CREATE|INFO|MSG\\.NEXT))\\.${stream}\\.${durable}(?:\\.|$)`;
/** What waits of one tenant overtakes what another floods the stream with. */
const OVERTAKES = /^\$JS\.API\.STREAM\.MSG\.(?:GET|DELETE)\.EVENTS$/;
const POKED = /^pokes\./;
/** The api asks all services together; each hears what is asked of it, and answers where who may ask is answered. */
const ROLL_CALL = /^\$SRV\.STATS$/;
const ANSWERS_ROLL_CALL = /^_INBOX\.(?:api|operator)\.services\.x$/;
const askedOf = (service: string): string => `^\\$SRV\\.(?:PING|INFO|STATS)(?:\\.${service}(?:\\.x)?)?$`;
const SERVICE_USERS: Readonly<
  Record<
    NatsService,
    { readonly publishes: readonly (RegExp | string)[]; readonly hears: readonly (RegExp | string)[] }
  >
> = {
  api: {
    publishes: [/^events\./, POKED, KEEPS, LAGS, FOLLOWS, ROLL_CALL, ANSWERS_ROLL_CALL],
    hears: [POKED, /^commands\.customer\./, /^_INBOX\.api\.(?:services\.)?x$/, askedOf('api')],
  },
  router: {
    publishes: [
      /^(?:events|incidents|notices)\./,
      POKED,
      KEEPS,
      LAGS,
      OVERTAKES,
      readsOf('router-events', 'EVENTS'),
      ANSWERS_ROLL_CALL,
    ],
    hears: [POKED, /^_INBOX\.router\.(?:services\.)?x$/, askedOf('router')],
  },
  notifier: {
    publishes: [/^events\./, POKED, KEEPS, readsOf('notifier-notices', 'NOTICES'), ANSWERS_ROLL_CALL],
    hears: [POKED, /^_INBOX\.notifier\.(?:services\.)?x$/, askedOf('notifier')],
  },
  operator: { publishes: [/./], hears: [/./] },
};

/** Every subject that there is: those of the contracts for two tenants, everybody's inbox, and what JetStream itself takes. */
const SUBJECTS = everySubject();

function everySubject(): readonly string[] {
  const tenants = ['contoso', 'fabrikam'];
  const own = tenants.flatMap((tenant) => [
    ...KINDS.flatMap((kind) => [subjectOf.event(tenant, kind), subjectOf.event(tenant, kind, 'incident')]),
    ...PARTIES.flatMap((party) => [subjectOf.incident(party, tenant, 'opened'), subjectOf.notice(party, tenant)]),
    REQUESTS.customerCommands(tenant),
    POKES.directoryOf(tenant),
  ]);
  const pokes = Object.values(POKES).filter((poke) => typeof poke === 'string' && !poke.includes('*')) as string[];
  const inboxes = [...Object.values(TENANT_USERS).map(({ user }) => user), 'fabrikam-itsm', ...NATS_SERVICES].map(
    (user) => `${inboxOf(user)}.x`,
  );
  const consumers = [
    durableOfConsumer('contoso-itsm', 'contoso'),
    durableOfConsumer('fabrikam-itsm', 'fabrikam'),
    { name: 'own' },
  ];
  const streamVerbs = ['INFO', 'CREATE', 'UPDATE', 'DELETE', 'PURGE', 'SNAPSHOT', 'RESTORE', 'MSG.GET', 'MSG.DELETE'];
  const consumerVerbs = ['CREATE', 'DURABLE.CREATE', 'INFO', 'DELETE', 'MSG.NEXT', 'LEADER.STEPDOWN'];
  const jetstream = Object.values(STREAMS).flatMap(({ name }) => [
    ...[...streamVerbs, 'LEADER.STEPDOWN', 'PEER.REMOVE'].map((verb) => `$JS.API.STREAM.${verb}.${name}`),
    ...['DIRECT.GET', 'CONSUMER.NAMES', 'CONSUMER.LIST'].map((verb) => `$JS.API.${verb}.${name}`),
    ...[...Object.values(DURABLES), ...consumers].flatMap(({ name: consumer }) => [
      ...consumerVerbs.map((verb) => `$JS.API.CONSUMER.${verb}.${name}.${consumer}`),
      `$JS.ACK.${name}.${consumer}.1.1.1.1.1`,
    ]),
  ]);
  const server = [
    '$JS.API.INFO',
    '$JS.API.STREAM.NAMES',
    '$JS.API.STREAM.LIST',
    '$SYS.REQ.SERVER.PING',
    '$SYS.ACCOUNT.DEMARC.CONNECT',
  ];
  const questions = SERVICE_QUESTIONS.flatMap((question) =>
    RUNNING_SERVICES.flatMap((service) => questionSubjects(question, service, 'x')),
  );
  const answers = NATS_SERVICES.map((user) => `${rollCallInboxOf(user)}.x`);
  return [...own, ...pokes, ...inboxes, ...answers, ...new Set(questions), ...jetstream, ...server];
}
/** The same that a subscriber can ask for at once. */
const WIDER = [
  '>',
  '*.>',
  'events.>',
  'events.*.security',
  'incidents.>',
  'incidents.customer.*.>',
  'notices.>',
  '_INBOX.>',
  '_INBOX.*.x',
  '_INBOX.*.services.*',
  '$SRV.>',
  '$SRV.STATS.*',
  '$SRV.STATS.*.*',
  '$SYS.>',
  '$JS.>',
  '$JS.API.>',
  'commands.>',
];
const DECIDED_BY = (patterns: readonly (RegExp | string)[]) => (subject: string) =>
  patterns.some((pattern) => new RegExp(pattern).test(subject));

let servers: Servers;
let following: () => void;
const secrets = new Map<string, string>();
const connections: NatsConnection[] = [];
beforeAll(async () => {
  servers = await startServers();
  const users = new NatsUserFile(path.join(servers.folder, 'nats-users'));
  following = followNatsUsers(users, () => servers.nats().pid);
  for (const [kind, { user }] of Object.entries(TENANT_USERS))
    secrets.set(user, (await users.add({ kind: kind as NatsTenantKind, name: user, tenant: 'contoso' }))!);
  secrets.set('fabrikam-itsm', (await users.add({ kind: 'consumer', name: 'fabrikam-itsm', tenant: 'fabrikam' }))!);
  for (const user of secrets.keys())
    await eventually(`the server to know ${user}`, async () => (await reach(user)).flush().then(() => true));
}, 60_000);
afterAll(async () => {
  following?.();
  await Promise.all(connections.map((connection) => connection.close()));
  await servers.stop();
});

async function reach(user: string): Promise<NatsConnection> {
  const secret = secrets.get(user);
  const credentials = secret ? `//${user}:${secret}@` : natsCredentials(user as NatsService);
  const connection = await connectBus(servers.natsUrl.replace(natsCredentials('operator'), credentials), user);
  connections.push(connection);
  return connection;
}

/** Which of them the server does not refuse; a round trip afterwards says that it has answered all. */
async function allowed(user: string, how: 'publish' | 'subscribe'): Promise<readonly string[]> {
  const connection = await reach(user);
  const refused = new Set<string>();
  void (async () => {
    for await (const status of connection.status()) {
      const said = 'error' in status ? String(status.error) : '';
      const subject = /to "([^"]+)"/.exec(said)?.[1];
      if (subject) refused.add(subject);
    }
  })();
  const tried = how === 'publish' ? SUBJECTS : [...SUBJECTS, ...WIDER];
  for (const subject of tried) {
    if (how === 'publish') connection.publish(subject, '{}');
    else connection.subscribe(subject, { callback: () => undefined });
  }
  await connection.flush();
  await connection.flush();
  return tried.filter((subject) => !refused.has(subject));
}

describe('of every subject there is, a user of NATS may', () => {
  test.each(Object.entries(TENANT_USERS))(
    'as a %s of a tenant what is its own',
    async (_kind, { user, publishes, hears }) => {
      const may = SUBJECTS.filter((subject) => publishes.test(subject));
      expect(await allowed(user, 'publish')).toEqual(may);
      const heard = SUBJECTS.filter((subject) => hears.test(subject));
      expect(await allowed(user, 'subscribe')).toEqual(heard);
      expect([...may, ...heard].length).toBeGreaterThan(0);
    },
  );

  test.each(NATS_SERVICES.filter((service) => service !== 'operator'))(
    'as the %s what its work needs',
    async (service) => {
      const { publishes, hears } = SERVICE_USERS[service];
      expect(await allowed(service, 'publish')).toEqual(SUBJECTS.filter(DECIDED_BY(publishes)));
      expect(await allowed(service, 'subscribe')).toEqual(SUBJECTS.filter(DECIDED_BY(hears)));
    },
  );

  it('as the operator hear all of it', async () => {
    expect(await allowed('operator', 'subscribe')).toEqual([...SUBJECTS, ...WIDER]);
  });
});
