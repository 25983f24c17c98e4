import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import {
  DURABLES,
  NATS_SERVICES,
  type NatsService,
  type NatsTenantKind,
  POKES,
  REQUESTS,
  STREAMS,
  inboxOf,
  subjectOf,
} from '@demarc/contracts';
import { KINDS, PARTIES } from '@demarc/domain';
import { NatsUserFile, type NatsConnection, connectBus } from '@demarc/runtime';
import { type Servers, startServers } from '../harness/servers.js';
import { natsCredentials } from '../harness/service-roles.js';
import { eventually } from '../harness/eventually.js';

/** Users of every kind, and what of all subjects is theirs; what is not said is refused. */
const TENANT_USERS: Readonly<
  Record<NatsTenantKind, { readonly user: string; readonly publishes: RegExp; readonly hears: RegExp }>
> = {
  publisher: { user: 'contoso-siem', publishes: /^events\.contoso\./, hears: /^_INBOX\.contoso-siem\.x$/ },
  consumer: { user: 'contoso-itsm', publishes: /^$/, hears: /^incidents\.customer\.contoso\./ },
  responder: { user: 'contoso-bot', publishes: /^commands\.customer\.contoso$/, hears: /^_INBOX\.contoso-bot\.x$/ },
};
/** What only keeps streams as they are, and what only tells how far behind their readers are. */
const KEEPS = /^\$JS\.API\.(?:INFO|STREAM\.(?:INFO|CREATE|UPDATE)\.\w+)$/;
const LAGS = /^\$JS\.API\.CONSUMER\.INFO\.(?:EVENTS\.router-events|NOTICES\.notifier-notices)$/;
const FOLLOWS = /^\$JS\.API\.CONSUMER\.(?:CREATE|INFO|MSG\.NEXT|DELETE)\.INCIDENTS\.[\w-]+$/;
const readsOf = (durable: string, stream: string): string =>
  `^\\$JS\\.(?:ACK|API\\.CONSUMER\\.(?:CREATE|DURABLE\\.CREATE|INFO|MSG\\.NEXT))\\.${stream}\\.${durable}(?:\\.|$)`;
const POKED = /^pokes\./;
const SERVICE_USERS: Readonly<
  Record<
    NatsService,
    { readonly publishes: readonly (RegExp | string)[]; readonly hears: readonly (RegExp | string)[] }
  >
> = {
  api: {
    publishes: [/^events\./, POKED, KEEPS, LAGS, FOLLOWS],
    hears: [POKED, /^commands\.customer\./, /^_INBOX\.api\.x$/],
  },
  router: {
    publishes: [/^(?:events|incidents|notices)\./, POKED, KEEPS, LAGS, readsOf('router-events', 'EVENTS')],
    hears: [POKED, /^_INBOX\.router\.x$/],
  },
  notifier: {
    publishes: [/^events\./, POKED, KEEPS, readsOf('notifier-notices', 'NOTICES')],
    hears: [POKED, /^_INBOX\.notifier\.x$/],
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
  const streamVerbs = ['INFO', 'CREATE', 'UPDATE', 'DELETE', 'PURGE', 'SNAPSHOT', 'RESTORE', 'MSG.GET', 'MSG.DELETE'];
  const consumerVerbs = ['CREATE', 'DURABLE.CREATE', 'INFO', 'DELETE', 'MSG.NEXT', 'LEADER.STEPDOWN'];
  const jetstream = Object.values(STREAMS).flatMap(({ name }) => [
    ...[...streamVerbs, 'LEADER.STEPDOWN', 'PEER.REMOVE'].map((verb) => `$JS.API.STREAM.${verb}.${name}`),
    ...['DIRECT.GET', 'CONSUMER.NAMES', 'CONSUMER.LIST'].map((verb) => `$JS.API.${verb}.${name}`),
    ...[...Object.values(DURABLES).map((durable) => durable.name), 'own'].flatMap((consumer) => [
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
  return [...own, ...pokes, ...inboxes, ...jetstream, ...server];
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
  '$SYS.>',
  '$JS.>',
  '$JS.API.>',
  'commands.>',
];
const DECIDED_BY = (patterns: readonly (RegExp | string)[]) => (subject: string) =>
  patterns.some((pattern) => new RegExp(pattern).test(subject));

let servers: Servers;
let connections: NatsConnection[];
let reach: (user: string) => Promise<NatsConnection>;
beforeAll(async () => {
  servers = await startServers();
  const users = new NatsUserFile(path.join(servers.folder, 'nats-users'));
  const secrets = new Map<string, string>();
  for (const [name, kind, tenant] of [
    ['contoso-siem', 'publisher', 'contoso'],
    ['contoso-itsm', 'consumer', 'contoso'],
    ['contoso-bot', 'responder', 'contoso'],
    ['fabrikam-itsm', 'consumer', 'fabrikam'],
  ] as const)
    secrets.set(name, (await users.add({ kind, name, tenant }))!);
  // As `npm start` does whenever the users change.
  process.kill(servers.nats().pid, 'SIGHUP');
  connections = [];
  reach = async (user) => {
    const own = secrets.get(user);
    const url = own ? servers.natsUrl.replace(natsCredentials('operator'), `//${user}:${own}@`) : servers.natsUrl;
    const connection = await connectBus(
      own ? url : servers.natsUrl.replace(natsCredentials('operator'), natsCredentials(user as 'api')),
      user,
    );
    connections.push(connection);
    return connection;
  };
  await eventually('the server to know its new users', async () =>
    (await reach('contoso-siem')).flush().then(() => true),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await servers.stop();
});

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

it('a consumer hears what is for its tenant and nothing of another’s', async () => {
  const [contoso, fabrikam, router] = await Promise.all(['contoso-itsm', 'fabrikam-itsm', 'router'].map(reach));
  const heard: string[] = [];
  for (const [name, connection] of [
    ['contoso', contoso!],
    ['fabrikam', fabrikam!],
  ] as const) {
    connection.subscribe(`incidents.customer.${name}.>`, {
      callback: (_, { subject }) => void heard.push(`${name}: ${subject}`),
    });
    await connection.flush();
  }
  for (const tenant of ['contoso', 'fabrikam']) router!.publish(`incidents.customer.${tenant}.opened`, '{}');
  router!.publish('incidents.microsoft.contoso.opened', '{}');
  await router!.flush();
  await eventually('both to hear theirs', () => Promise.resolve(heard.length >= 2));
  await Promise.all([contoso!.flush(), fabrikam!.flush()]);
  expect(heard.toSorted()).toEqual([
    'contoso: incidents.customer.contoso.opened',
    'fabrikam: incidents.customer.fabrikam.opened',
  ]);
});

it('an answer goes to whoever asked, and never onto a subject of another tenant', async () => {
  const [publisher, operator] = await Promise.all([reach('contoso-siem'), reach('operator')]);
  const seen: string[] = [];
  operator.subscribe('events.fabrikam.>', { callback: (_, { subject }) => void seen.push(subject) });
  await operator.flush();
  publisher.publish('events.contoso.security', '{}', { reply: 'events.fabrikam.security' });
  await publisher.flush();
  await operator.flush();
  expect(seen).toEqual([]);
});
