import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DURABLES, type ReconciliationBody, STREAMS } from '@demarc/contracts';
import { type NatsConnection, connectBus, emptyStream, ensureStreams, lagOf } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type BacklogMessage, TENANTS, keyOf, makeBacklog } from '../chaos/backlog.js';
import { Ledger } from '../chaos/ledger.js';
import { StubbornPublisher } from '../chaos/stubborn-publisher.js';
import { addTenantsOnHooks } from '../chaos/tenants-on-hooks.js';
import { type CountingReceiver, startCountingReceiver } from '../harness/counting-receiver.js';
import { runDemarc } from '../harness/demarc-command.js';
import { eventually } from '../harness/eventually.js';
import { runOperatorScript } from '../harness/operator-script.js';
import { type ServiceName, ServiceProcess } from '../harness/processes.js';
import { SeededRandom, chaosSeed } from '../harness/seeded-random.js';
import { type Servers, startServers } from '../harness/servers.js';

/** So many are acknowledged before the backup begins, and as many come in while it is made. */
const BEFORE = 600;
const DRAIN_BUDGET_MS = 120_000;
/** A router that commits little at a time, so that much waits when the backup is made, and commits go on during it. */
const SLOW_ROUTER = { DEMARC_ROUTER_BATCH: '5', DEMARC_ROUTER_IN_FLIGHT: '1' };

/** A database, a NATS and what runs on them. */
class House {
  readonly ledger: Ledger;
  services: ServiceProcess[] = [];

  private constructor(
    readonly servers: Servers,
    readonly store: DataSource,
    readonly bus: NatsConnection,
  ) {
    this.ledger = new Ledger(store);
  }

  static async build(): Promise<House> {
    const servers = await startServers();
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'story' });
    return new House(servers, store, await connectBus(servers.natsUrl, 'story'));
  }

  async run(name: ServiceName, extra: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> {
    const { databaseUrl: DATABASE_URL, natsUrl: NATS_URL, folder } = this.servers;
    const service = await ServiceProcess.start(name, { DATABASE_URL, NATS_URL, LOG_LEVEL: 'warn', ...extra }, folder);
    this.services.push(service);
    await service.ready();
    return service;
  }

  async stopServices(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    this.services = [];
  }

  async stop(): Promise<void> {
    await this.stopServices();
    await this.bus.close();
    await this.store.destroy();
    await this.servers.stop();
  }
}

let receiver: CountingReceiver;
let old: House;
let restored: House;
let archive: string;
beforeAll(async () => {
  [receiver, old, restored] = await Promise.all([startCountingReceiver(), House.build(), House.build()]);
  archive = path.join(old.servers.folder, 'backup.zip');
  await migrate(old.store);
  await ensureStreams(old.bus, Object.values(STREAMS));
}, 120_000);
afterAll(async () => {
  await Promise.all([old?.stop(), restored?.stop()]);
  await receiver?.stop();
}, 120_000);

it('a backup that is made while events flow holds everything that was accepted before it', async () => {
  const messages = makeBacklog(2 * BEFORE, new SeededRandom(chaosSeed()));
  const [before, during] = [messages.slice(0, BEFORE), messages.slice(BEFORE)];
  const api = await old.run('api');
  await addTenantsOnHooks(api.url, TENANTS, receiver.url);
  const publisher = new StubbornPublisher(old.bus);
  await publisher.publishAll(before);
  const router = await old.run('router', SLOW_ROUTER);
  const notifier = await old.run('notifier');
  await eventually('some notices to be told', () => receiver.times.size > 0);
  // From here on notices are announced and nobody plans them; and events wait until the backup has read them.
  await notifier.stop();
  await eventually('notices that nobody plans', async () => {
    const owed = await old.store.query<unknown[]>(`select from notices where state = 'owed' limit 1`);
    return owed.length > 0;
  });
  process.kill(router.pid, 'SIGSTOP');
  const goOn = (said: string) => said.includes('events.jsonl') && process.kill(router.pid, 'SIGCONT');
  const [made] = await Promise.all([
    runOperatorScript('backup', [archive], old.servers, goOn),
    publisher.publishAll(during),
  ]);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(/and [1-9]\d* events that waited/);
  expect(statSync(archive).mode & 0o077).toBe(0);
  await old.stopServices();

  const put = await runOperatorScript('restore', [archive], restored.servers);
  expect(put).toMatchObject({ code: 0, err: '' });
  expect(put.out).toMatch(/and [1-9]\d* notices to be sent/);
  console.log(made.out.trim().split('\n').at(-2), '\n', put.out.trim().split('\n').at(-2));

  await restored.run('router');
  await restored.run('notifier');
  await settled(restored);
  await reconciles(restored, before, messages);

  const restoredApi = await restored.run('api');
  const { json } = await runDemarc(restoredApi.url, ['reconcile', '--all', '--json', '--wait', '120']);
  const { answered, gaps } = json as unknown as ReconciliationBody;
  console.log(`reconciled: ${gaps.map(({ kind, what }) => `${kind} ${what}`).join(', ') || 'no gap'}`);
  expect(answered).toBe(true);
  // What came in after the backup had read the stream may be missing, and is named then; nothing before it is.
  const missed = gaps.filter(({ kind, facts }) => kind !== 'message-lost' || (facts['from'] as number) <= BEFORE);
  expect(missed).toEqual([]);
}, 400_000);

it('servers that hold something are not restored into, unless that is forced', async () => {
  const refused = await runOperatorScript('restore', [archive], restored.servers);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/NATS is not empty: INCIDENTS has \d+ messages/);
  await restored.stopServices();
  for (const stream of Object.values(STREAMS)) await emptyStream(restored.bus, stream);
  const elsewhere = await runOperatorScript('restore', [archive], restored.servers);
  expect(elsewhere.code).toBe(1);
  expect(elsewhere.err).toMatch(/The database is not empty: it has \d+ tables/);
  expect(await restored.ledger.count('incidents')).toBeGreaterThan(0);

  expect(await runOperatorScript('restore', [archive, '--force'], restored.servers)).toMatchObject({ code: 0 });
  // Services come in with what they are allowed, not with what whoever restored is.
  await restored.run('router');
  await restored.stopServices();
  expect(await runOperatorScript('restore', [archive, '--force'], restored.servers)).toMatchObject({ code: 0 });
}, 120_000);

it('an operator who is no superuser restores and backs up as well, as the owner of the schema', async () => {
  const { databaseUrl, natsUrl, folder } = restored.servers;
  await restored.store.query(`create role keeper login createrole password 'kept'`);
  await restored.store.query('grant demarc_owner to keeper with set true');
  await restored.store.query('create database keepers owner keeper');
  const url = Object.assign(new URL(databaseUrl), { username: 'keeper', password: 'kept', pathname: '/keepers' });
  const theirs = { databaseUrl: url.href, natsUrl };
  expect(await runOperatorScript('restore', [archive, '--force'], theirs)).toMatchObject({ code: 0, err: '' });
  const again = path.join(folder, 'again.zip');
  const made = await runOperatorScript('backup', [again], theirs);
  expect(made).toMatchObject({ code: 0, err: '' });
  for (const table of ['events', 'decisions', 'incidents', 'timeline', 'notices', 'audit_chain']) {
    const owned = await restored.ledger.count(table);
    expect(owned).toBeGreaterThan(0);
    expect(made.out).toContain(`tables/${table}.copy: ${owned}, `);
  }
}, 120_000);

it('a damaged archive is refused with the part that is at fault, and nothing is touched', async () => {
  const incidents = await restored.ledger.count('incidents');
  const damaged = path.join(old.servers.folder, 'damaged.zip');
  const bytes = readFileSync(archive);
  // In the middle of the compressed rows of a table whose entry begins here.
  const at = bytes.indexOf('tables/events.copy') + 2_000;
  bytes[at] = bytes[at]! ^ 0xff;
  writeFileSync(damaged, bytes);
  const flipped = await runOperatorScript('restore', [damaged, '--force'], restored.servers);
  expect(flipped.code).toBe(1);
  expect(flipped.err).toContain('tables/events.copy');

  copyFileSync(archive, damaged);
  truncateSync(damaged, statSync(damaged).size - 100);
  const cutOff = await runOperatorScript('restore', [damaged, '--force'], restored.servers);
  expect(cutOff.code).toBe(1);
  expect(cutOff.err).toContain('is no whole archive');
  expect(await restored.ledger.count('incidents')).toBe(incidents);
}, 120_000);

async function settled({ bus, ledger, services }: House): Promise<void> {
  const drained = (what: string, look: () => Promise<boolean>) =>
    eventually(what, look, DRAIN_BUDGET_MS).catch((error: Error) => {
      throw new Error([error.message, ...services.map((service) => service.lastWords(5))].join('\n'));
    });
  for (const durable of Object.values(DURABLES)) {
    await drained(`${durable.name} to have nothing left`, async () => {
      const { pending, inFlight } = await lagOf(bus, durable);
      return pending + inFlight + (await ledger.count('outbox')) === 0;
    });
  }
  await drained('every delivery to be answered', async () => (await ledger.undelivered()) === 0);
}

/** Nothing that was accepted before the backup is missing, and nothing is there twice or half. */
async function reconciles(
  { ledger }: House,
  before: readonly BacklogMessage[],
  all: readonly BacklogMessage[],
): Promise<void> {
  const keysOf = (messages: readonly BacklogMessage[]) => new Set(messages.flatMap(({ key }) => key ?? []));
  const events = await ledger.events();
  // Beside them there may be a report of Demarc's own on what is missing.
  const kept = events.filter(({ tenant }) => TENANTS.some((known) => known === tenant)).map(keyOf);
  expect(kept).toEqual(expect.arrayContaining([...keysOf(before)]));
  expect([...keysOf(all)]).toEqual(expect.arrayContaining(kept));
  expect(kept.length).toBe(new Set(kept).size);
  expect(events.filter(({ decisions, incidents }) => decisions === 0 || incidents !== decisions)).toEqual([]);

  const unreadable = (messages: readonly BacklogMessage[]) => messages.filter(({ key }) => key === null);
  const quarantined = (await ledger.quarantine()).map(({ raw }) => raw);
  expect(quarantined.length).toBe(new Set(quarantined).size);
  expect(quarantined).toEqual(expect.arrayContaining(unreadable(before).map(({ body }) => body)));

  expect(await ledger.miscounted()).toEqual([]);
  expect(await ledger.brokenTimelines()).toEqual([]);
  expect(await ledger.withoutAssignment()).toEqual([]);
  expect(await ledger.untoldNotices()).toEqual([]);
  expect((await ledger.webhookIds()).filter((id) => !receiver.times.has(id))).toEqual([]);
}
