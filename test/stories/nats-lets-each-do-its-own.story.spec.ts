import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { STREAMS } from '@demarc/contracts';
import { NatsUserFile, type NatsConnection, connectBus, ensureStreams, publisherOf } from '@demarc/runtime';
import type { Msg } from '@nats-io/transport-node';
import { runDemarc } from '../harness/demarc-command.js';
import { followNatsUsers } from '@demarc/local';
import { type Servers, startServers } from '../harness/servers.js';
import { natsCredentials } from '../harness/service-roles.js';
import { eventually } from '../harness/eventually.js';

/** Everything that somebody might try, and that is not for them. */
const SUBJECTS = [
  'events.contoso.security',
  'events.fabrikam.security',
  'events.>',
  'incidents.customer.contoso.opened',
  'incidents.customer.fabrikam.opened',
  'incidents.microsoft.contoso.opened',
  'incidents.>',
  'notices.customer.contoso',
  'commands.customer.contoso',
  'commands.customer.fabrikam',
  'pokes.outbox',
  '_INBOX.contoso-siem.x',
  '_INBOX.api.x',
  '_INBOX.>',
  '_INBOX.api.services.x',
  '$SRV.PING',
  '$SRV.STATS',
  '$SRV.STATS.router',
  '$SRV.>',
  '$SYS.>',
  '$JS.API.INFO',
  '$JS.API.STREAM.INFO.INCIDENTS',
  '$JS.API.STREAM.MSG.GET.INCIDENTS',
  '$JS.API.DIRECT.GET.INCIDENTS',
  '$JS.API.STREAM.DELETE.EVENTS',
  '$JS.API.STREAM.PURGE.EVENTS',
  '$JS.API.CONSUMER.CREATE.INCIDENTS',
  '$JS.API.CONSUMER.MSG.NEXT.INCIDENTS.x',
  '$JS.API.CONSUMER.MSG.NEXT.INCIDENTS.customer-fabrikam-itsm',
  '$JS.API.CONSUMER.DURABLE.CREATE.INCIDENTS.customer-contoso-itsm',
  '$JS.API.CONSUMER.CREATE.INCIDENTS.customer-contoso-itsm.incidents.customer.contoso.>',
  '>',
] as const;

let servers: Servers;
let users: NatsUserFile;
let following: () => void;
const secrets = new Map<string, string>();
let connections: NatsConnection[];
let reach: (user: string) => Promise<NatsConnection>;
beforeAll(async () => {
  servers = await startServers();
  users = new NatsUserFile(path.join(servers.folder, 'nats-users'));
  // As under `npm start`.
  following = followNatsUsers(users, () => servers.nats().pid);
  for (const [name, kind, tenant] of [
    ['contoso-siem', 'publisher', 'contoso'],
    ['contoso-itsm', 'consumer', 'contoso'],
    ['contoso-bot', 'responder', 'contoso'],
    ['fabrikam-itsm', 'consumer', 'fabrikam'],
  ] as const)
    secrets.set(name, (await users.add({ kind, name, tenant }))!);
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
    (await reach('fabrikam-itsm')).flush().then(() => true),
  );
}, 60_000);
afterAll(async () => {
  following?.();
  await Promise.all(connections.map((connection) => connection.close()));
  await servers.stop();
});

/** Which of them the server refuses; a round trip afterwards says that it has answered all. */
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
  const tried = how === 'publish' ? SUBJECTS.filter((subject) => !/[>*]/.test(subject)) : SUBJECTS;
  for (const subject of tried) {
    if (how === 'publish') connection.publish(subject, '{}');
    else connection.subscribe(subject, { callback: () => undefined });
  }
  await connection.flush();
  await connection.flush();
  return tried.filter((subject) => !refused.has(subject));
}

describe('a user of NATS may', () => {
  test.each([
    ['contoso-siem', ['events.contoso.security'], ['_INBOX.contoso-siem.x']],
    ['contoso-itsm', [], ['incidents.customer.contoso.opened']],
    ['contoso-bot', ['commands.customer.contoso'], []],
  ])('%s: publish %j, hear %j', async (user, publishes, hears) => {
    expect(await allowed(user, 'publish')).toEqual(publishes);
    expect(await allowed(user, 'subscribe')).toEqual(hears);
  });

  it('as a service neither delete nor empty a stream, nor hear what others are answered', async () => {
    for (const service of ['api', 'router', 'notifier']) {
      const may = await allowed(service, 'publish');
      expect(may.filter((subject) => /DELETE\.EVENTS|PURGE|MSG\.GET|DIRECT/.test(subject))).toEqual([]);
      const hears = await allowed(service, 'subscribe');
      const own = service === 'api' ? ['_INBOX.api.x', '_INBOX.api.services.x'] : [];
      expect(
        hears.filter(
          (subject) => /INBOX|SYS|SRV\.>|events|incidents|notices|^>/.test(subject) && !own.includes(subject),
        ),
      ).toEqual([]);
    }
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

/** What a durable gives without waiting: how many messages, each handed to `work`. */
async function pulled(
  connection: NatsConnection,
  durable: string,
  most: number,
  work: (message: Msg) => Promise<void>,
): Promise<number> {
  const inbox = `_INBOX.contoso-itsm.${durable}.${Math.random()}`;
  const answers = connection.subscribe(inbox, { timeout: 2_000 });
  const ask = JSON.stringify({ batch: most, no_wait: true });
  connection.publish(`$JS.API.CONSUMER.MSG.NEXT.INCIDENTS.${durable}`, ask, { reply: inbox });
  let seen = 0;
  try {
    for await (const message of answers) {
      // 404 or 408: that is all there is.
      if (message.headers?.code) break;
      await work(message);
      seen += 1;
    }
  } catch {
    // Whoever may not ask is not answered.
  }
  return seen;
}

it('the first user of a new customer is connected with the stream while the server runs', async () => {
  const operator = await reach('operator');
  // While the server reads its users again JetStream does not answer for a moment.
  await eventually('JetStream', () => ensureStreams(operator, Object.values(STREAMS)).then(() => true));
  secrets.set('northwind-siem', (await users.add({ kind: 'publisher', name: 'northwind-siem', tenant: 'northwind' }))!);
  const { stream } = await eventually('the acknowledgement', async () =>
    publisherOf(await reach('northwind-siem'), 1_000).publish('events.northwind.security', '{}'),
  );
  expect(stream).toBe('EVENTS');
});

it('what happens while a consumer is away waits in its durable, and for nobody else', async () => {
  const [operator, router] = await Promise.all(['operator', 'router'].map(reach));
  // While the server reads its users again JetStream does not answer for a moment.
  await eventually('JetStream', () => ensureStreams(operator!, Object.values(STREAMS)).then(() => true));
  const names = { made: ['customer-contoso-itsm', 'customer-fabrikam-itsm'], removed: [] };
  const sync = () =>
    runDemarc('http://127.0.0.1:9', ['nats', 'sync', '--json', '--folder', users.folder], '', {
      NATS_URL: servers.natsUrl,
    });
  expect((await sync()).json).toEqual(names);
  expect((await sync()).json).toEqual({ made: [], removed: [] });
  const publisher = publisherOf(router!, 5_000);
  for (const tenant of ['contoso', 'fabrikam'])
    for (const what of ['opened', 'resolved']) await publisher.publish(`incidents.customer.${tenant}.${what}`, tenant);

  const contoso = await reach('contoso-itsm');
  const read: string[] = [];
  const work = async (message: Msg) => {
    read.push(`${message.subject}: ${message.string()}`);
    await contoso.request(message.reply!, '');
  };
  const seen = await eventually(
    'what waited',
    async () => (await pulled(contoso, 'customer-contoso-itsm', 3, work)) || null,
  );
  expect(read).toEqual(['incidents.customer.contoso.opened: contoso', 'incidents.customer.contoso.resolved: contoso']);
  expect(seen).toBe(2);
  // Acknowledged ones do not come again.
  expect(await pulled(contoso, 'customer-contoso-itsm', 3, () => Promise.resolve())).toBe(0);
  expect(await pulled(contoso, 'customer-fabrikam-itsm', 3, () => Promise.resolve())).toBe(0);

  const heard: string[] = [];
  operator!.subscribe('events.>', { callback: (_, { subject }) => void heard.push(subject) });
  await operator!.flush();
  for (const asked of [
    '$JS.API.CONSUMER.MSG.NEXT.INCIDENTS.customer-contoso-itsm',
    '$JS.ACK.INCIDENTS.customer-contoso-itsm.1.1.1.1.0',
  ])
    contoso.publish(asked, '+NXT', { reply: 'events.fabrikam.security' });
  await publisher.publish('incidents.customer.contoso.opened', 'for whoever asked');
  await contoso.flush();
  await operator!.flush();
  expect(heard).toEqual([]);

  await users.remove('fabrikam-itsm');
  const last = await eventually('the server to have read them', async () => {
    const { code, json } = await sync();
    return code === 0 && json;
  });
  expect(last).toEqual({ made: [], removed: ['customer-fabrikam-itsm'] });
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
