import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectBus, publisherOf } from '@demarc/runtime';
import { migrate, openStore } from '@demarc/store';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { eventually } from '../harness/eventually.js';
import { type FakeMailbox, startFakeMailbox } from '../harness/fake-mailbox.js';
import { type FakeReceiver, startFakeReceiver } from '../harness/fake-receiver.js';
import { HttpDoor } from '../harness/http-door.js';
import { ServiceProcess } from '../harness/processes.js';
import { type Servers, startServers } from '../harness/servers.js';
import { MMD_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

/** Each is in one place where secrets are, and found nowhere else. */
const PLANTED = {
  linkSecret: 'planted-link-secret-0123456789abcdef',
  smtpPassword: 'planted-smtp-password',
  databasePassword: 'planted-database-password',
  natsPassword: 'planted-nats-password',
  signing: Buffer.from('planted signing secret bytes').toString('base64'),
  webhookToken: 'planted-webhook-token',
  teamsSignature: 'planted-teams-signature',
  slackPath: 'planted-slack-path',
  headerToken: 'planted-header-token',
} as const;

/** Ten processes are started on the way, which takes a busy machine a while. */
const STARTS_PROCESSES_MS = 180_000;

let servers: Servers;
let receiver: FakeReceiver;
let mailbox: FakeMailbox;
let services: ServiceProcess[] = [];
let http: HttpDoor;
beforeAll(async () => {
  [servers, receiver, mailbox] = await Promise.all([startServers(), startFakeReceiver(), startFakeMailbox()]);
  const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'story' });
  await migrate(store);
  await store.destroy();
  const env = {
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    SMTP_URL: mailbox.url.replace('smtp://', `smtp://relay:${PLANTED.smtpPassword}@`),
    DEMARC_LINK_SECRET: PLANTED.linkSecret,
    LOG_LEVEL: 'trace',
  };
  const names = ['api', 'router', 'notifier'] as const;
  services = await Promise.all(names.map((name) => ServiceProcess.start(name, env, servers.folder)));
  await Promise.all(services.map((service) => service.ready()));
  http = new HttpDoor(services[0]!.url);
  await addProvider({ http, receiver });
  await addCustomer({ http, receiver }, 'contoso', []);
}, 60_000);
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()));
  await Promise.all([receiver.stop(), mailbox.stop()]);
  await servers.stop();
});

const said: string[] = [];
/** Everything that anybody was answered in this story. */
function heard<Answer>(answer: Answer): Answer {
  said.push(JSON.stringify(answer));
  return answer;
}

async function contactsWithSecrets(): Promise<void> {
  const at = receiver.url;
  const line = [
    'security,group,SOC of Contoso,soc@contoso.example',
    `${at}/token?key=${PLANTED.webhookToken},whsec_${PLANTED.signing}`,
    `${at}/teams?sig=${PLANTED.teamsSignature},${at}/${PLANTED.slackPath}/x`,
  ].join(',');
  const csv = `area,kind,name,email,webhook_url,webhook_secret,teams_url,slack_url\n${line}\n`;
  expect(heard(await putCsv({ http, receiver }, '/v1/tenants/contoso/directory/contacts', csv)).status).toBe(200);
  const wrong = csv.replaceAll('http://127.0.0.1', 'ftp://127.0.0.1').replace('whsec_', 'whsec-');
  expect(heard(await putCsv({ http, receiver }, '/v1/tenants/contoso/directory/contacts', wrong)).status).toBe(422);
}

/** A message that ends in quarantine, whose publisher sent more headers than it should have. */
async function quarantineWithSecrets(): Promise<void> {
  const bus = await connectBus(servers.natsUrl, 'story');
  const extra = natsHeaders();
  extra.set('Authorization', `Bearer ${PLANTED.headerToken}`);
  extra.set('X-Api-Key', PLANTED.headerToken);
  await publisherOf(bus, 5_000).publish('events.contoso.operational.incident', '[]', { headers: extra });
  await bus.close();
  const listed = () => http.get<{ items: { id: string }[] }>('/v1/quarantine');
  const [{ id }] = (await eventually('it to be quarantined', async () => {
    const { items } = (await listed()).body;
    return items.length > 0 && items;
  })) as [{ id: string }];
  heard(await listed());
  heard(await http.get(`/v1/quarantine/${id}`));
  heard(await runDemarc(services[0]!.url, ['quarantine', 'show', id]));
}

/** A service that cannot start, and says so. */
async function startsNot(name: 'router' | 'notifier', env: NodeJS.ProcessEnv): Promise<void> {
  const folder = path.join(servers.folder, 'postgres');
  const service = await ServiceProcess.start(name, env, folder);
  try {
    await eventually(`${name} to say why it does not start`, () => Promise.resolve(service.failedStarts > 0));
    said.push(service.lastWords(50));
  } finally {
    await service.kill();
  }
}

it(
  'what is secret stands in no log, no answer, no export and no command’s output',
  async () => {
    await contactsWithSecrets();
    // Receivers that repeat what they were sent, as many do when they refuse.
    receiver.answerWith(({ path: asked, headers }) => ({
      status: 400,
      body: `no such hook: ${asked} as ${headers['host']}${asked} (${headers['webhook-id'] ?? ''})`,
    }));
    const alert = defenderAlert(MMD_DEVICE, { title: 'Told in vain' });
    expect(heard(await http.post('/v1/tenants/contoso/hooks/graph-alert', alert)).status).toBe(202);
    heard(
      await http.post('/v1/tenants/contoso/hooks/graph-alert?tenant=x', 'not json', {
        authorization: `Bearer ${PLANTED.natsPassword}`,
      }),
    );
    const refused = () => receiver.received.filter(({ path: asked }) => /token|teams|slack/.test(asked));
    await receiver.waitFor(({ path: asked }) => asked.includes(PLANTED.slackPath));
    await eventually('every receiver to have refused', () => Promise.resolve(refused().length >= 3));
    await eventually('the attempts to be kept', async () => {
      const { body } = await http.get<{ items: { answer: string | null; state: string }[] }>(
        '/v1/notices?tenant=contoso',
      );
      return body.items.filter(({ state }) => state === 'failed').length >= 3;
    });

    const key = await http.post<{ key: string }>('/v1/tenants/contoso/keys', { name: 'itsm' }, { as: 'customer/dana' });
    const secretOfKey = key.body.key.split('_').at(-1)!;
    heard(await http.get('/v1/respond/INC-0', { authorization: `Bearer ${key.body.key}x` }));
    for (const page of ['keys', 'directory/contacts', 'ledger/owed'])
      heard(await http.get(`/v1/tenants/contoso/${page}`));
    for (const page of ['notices', 'quarantine', 'status', 'incidents']) heard(await http.get(`/v1/${page}`));
    for (const args of [
      ['notices', '--failed', '--json'],
      ['notices'],
      ['notices', 'export', '--tenant', 'contoso'],
      ['status'],
    ]) {
      heard(await runDemarc(services[0]!.url, args));
    }
    await quarantineWithSecrets();
    await startsNot('router', {
      DATABASE_URL: `mysql://demarc:${PLANTED.databasePassword}@db/x`,
      NATS_URL: servers.natsUrl,
    });
    await startsNot('notifier', {
      DATABASE_URL: `postgres://demarc:${PLANTED.databasePassword}@127.0.0.1:1/x`,
      NATS_URL: `nats://demarc:${PLANTED.natsPassword}@127.0.0.1:1`,
    });

    const logs = readdirSync(servers.folder).filter((name) => name.endsWith('.log'));
    expect(logs).toEqual(expect.arrayContaining(['api.log', 'router.log', 'notifier.log']));
    const everything = [...said, ...logs.map((name) => readFileSync(path.join(servers.folder, name), 'utf8'))];
    for (const secret of [...Object.values(PLANTED), secretOfKey]) {
      expect(everything.filter((text) => text.includes(secret)).map((text) => around(text, secret))).toEqual([]);
    }
  },
  STARTS_PROCESSES_MS,
);

const CONTEXT = 80;
function around(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - CONTEXT), at + secret.length);
}
