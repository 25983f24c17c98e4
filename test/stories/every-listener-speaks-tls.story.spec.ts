import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TLSSocket, connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { trustAlso } from '@demarc/contracts';
import { connectBus, publisherOf } from '@demarc/runtime';
import { migrate, openStore } from '@demarc/store';
import { connect as connectNats } from '@nats-io/transport-node';
import { defenderAlert } from '../harness/alerts.js';
import { type CertificateFiles, TestAuthority } from '../harness/certificates.js';
import { type ComposedNats, startComposedNats } from '../harness/composed-nats.js';
import { demandTls } from '../harness/demand-tls.js';
import { runDemarc } from '../harness/demarc-command.js';
import { eventually } from '../harness/eventually.js';
import { type FakeMailbox, startFakeMailbox } from '../harness/fake-mailbox.js';
import { type FakeReceiver, startFakeReceiver } from '../harness/fake-receiver.js';
import { HttpDoor } from '../harness/http-door.js';
import { runOperatorScript } from '../harness/operator-script.js';
import { ServiceProcess } from '../harness/processes.js';
import { type Servers, startServers } from '../harness/servers.js';
import { natsCredentials, testNatsUsers } from '../harness/service-roles.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const TITLE = 'Credential theft, told over TLS';

let folder: string;
let authority: TestAuthority;
let stranger: TestAuthority;
let served: CertificateFiles;
let servers: Servers;
let nats: ComposedNats;
let receiver: FakeReceiver;
let mailbox: FakeMailbox;
let env: Record<string, string>;
let services: Record<'api' | 'router' | 'notifier', ServiceProcess>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-tls-'));
  [authority, stranger] = [new TestAuthority(folder, 'ours'), new TestAuthority(folder, 'a-stranger')];
  served = authority.issue('demarc');
  servers = await startServers();
  await demandTls(servers, authority.issue('postgres'));
  const users = await testNatsUsers(path.join(folder, 'nats-users'));
  nats = await startComposedNats(path.join(folder, 'nats'), users.folder, authority.issue('nats'));
  receiver = await startFakeReceiver(200, authority.issue('receiver'));
  mailbox = await startFakeMailbox(250, authority.issue('mailbox'));
  env = {
    DATABASE_URL: `${servers.databaseUrl}?sslmode=verify-full`,
    NATS_URL: `tls:${natsCredentials('operator')}${nats.host}`,
    SMTP_URL: mailbox.url,
    DEMARC_SMTP_STARTTLS: 'required',
    DEMARC_CA: authority.caFile,
    DEMARC_TLS_CERT: served.certFile,
    DEMARC_TLS_KEY: served.keyFile,
  };
  // This test speaks with them too.
  trustAlso(authority.caFile);
  const store = await openStore({ url: env['DATABASE_URL']!, poolSize: 2, applicationName: 'story' });
  await migrate(store);
  await store.destroy();
  const [api, router, notifier] = await Promise.all(
    (['api', 'router', 'notifier'] as const).map((name) => ServiceProcess.start(name, env, folder)),
  );
  services = { api: api!, router: router!, notifier: notifier! };
  await Promise.all(Object.values(services).map((service) => service.ready()));
  const doors = { http: new HttpDoor(services.api.url), receiver };
  await addProvider(doors);
  await addCustomer(doors, 'contoso');
}, 120_000);
afterAll(async () => {
  await Promise.all(Object.values(services ?? {}).map((service) => service.stop()));
  await Promise.all([receiver?.stop(), mailbox?.stop(), nats?.child.stop()]);
  await servers?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** What a door shows to whoever knocks, its common name first. */
async function certificateOf(url: string): Promise<{ readonly fingerprint256: string }> {
  const { hostname, port } = new URL(url);
  const socket = connectTls({ host: hostname, port: Number(port) });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('secureConnect', function shown(this: TLSSocket) {
      resolve(this.getPeerCertificate());
      this.destroy();
    });
  });
}

const demarc = (args: readonly string[], caFile: string) =>
  runDemarc(services.api.url, args, '', { DEMARC_CA: caFile });

it('an alert comes in over TLS, is read over https, and is told by https and by a secured mail', async () => {
  expect(Object.values(services).map(({ url }) => new URL(url).protocol)).toEqual(['https:', 'https:', 'https:']);
  const bus = await connectBus(env['NATS_URL']!, 'story');
  await publisherOf(bus, 5_000).publish(
    'events.contoso.security.graph-alert',
    JSON.stringify(defenderAlert(MMD_DEVICE, { title: TITLE, at: '2026-11-20T10:00:00Z' })),
  );
  await bus.close();
  const listed = await eventually('the incident to be listed', async () => {
    const { out, err, code } = await demarc(['queue', 'all', '--tenant', 'contoso'], authority.caFile);
    if (code !== 0) throw new Error(err);
    return out.includes(TITLE) && out;
  });
  expect(listed).toContain('INC-');
  await receiver.waitFor(({ path: at }) => at.endsWith('customer-security'));
  const [mail] = await mailbox.waitFor(({ to }) => to.includes('security@contoso.example'));
  expect(mail!.secure).toBe(true);
});

it('a session is kept for https alone', async () => {
  const answer = await fetch(`${services.api.url}/auth/sign-in`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining('; Secure')]);
});

it('whoever comes without TLS is refused', async () => {
  for (const { url } of Object.values(services))
    await expect(fetch(`${url.replace('https:', 'http:')}/health/live`)).rejects.toThrow('fetch failed');
  const plain = connectNats({ servers: nats.host, user: 'operator', pass: 'operator-of-tests', tls: null });
  await expect(plain).rejects.toThrow();
  const store = openStore({ url: servers.databaseUrl, poolSize: 1, applicationName: 'plain' });
  await expect(store).rejects.toThrow(/takes nobody without TLS.*sslmode=verify-full/s);
});

it('who trusts another CA is told what to do, and gets nothing', async () => {
  const asked = await demarc(['queue'], stranger.caFile);
  expect(asked).toMatchObject({ code: 5, err: expect.stringContaining('a CA that is not trusted here') });
  expect(asked.err).toContain('DEMARC_CA');

  const wrong = { ...env, DEMARC_CA: stranger.caFile };
  const rooted = `${env['DATABASE_URL']}&sslrootcert=${authority.caFile}`;
  for (const [name, settings, where] of [
    ['router', wrong, `PostgreSQL at ${new URL(servers.databaseUrl).host}`],
    ['notifier', { ...wrong, DATABASE_URL: rooted }, `NATS at tls://${nats.host}`],
  ] as const) {
    const service = await ServiceProcess.start(name, settings, path.join(folder, 'wrong'));
    const said = await eventually(`${name} to refuse`, () => service.failedStarts > 0 && service.lastWords(40));
    await service.stop();
    expect(said).toContain(`${where} shows a certificate that was issued by a CA that is not trusted here`);
    expect(said).toContain('Name the file of its CA in DEMARC_CA');
  }
});

it('an operator backs up over TLS', async () => {
  const file = path.join(folder, 'backup.zip');
  const on = { databaseUrl: env['DATABASE_URL']!, natsUrl: env['NATS_URL']! };
  const trusting = await runOperatorScript('backup', [file], on, undefined, { DEMARC_CA: authority.caFile });
  expect(trusting).toMatchObject({ code: 0, err: '' });
  const wrong = await runOperatorScript('migrate', [], on, undefined, { DEMARC_CA: stranger.caFile });
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('a CA that is not trusted here') });
});

it('a renewed certificate is served without a restart', async () => {
  const before = await Promise.all(Object.values(services).map(({ url }) => certificateOf(url)));
  const pids = Object.values(services).map(({ pid }) => pid);
  authority.issue('demarc');
  for (const [index, service] of Object.values(services).entries())
    await eventually(`${service.name} to serve the new certificate`, async () => {
      const now = await certificateOf(service.url);
      return now.fingerprint256 !== before[index]!.fingerprint256;
    });
  expect(Object.values(services).map(({ pid }) => pid)).toEqual(pids);
  expect(await demarc(['queue'], authority.caFile)).toMatchObject({ code: 0 });
});
