import { DURABLES, STREAMS } from '@demarc/contracts';
import { type NatsConnection, connectBus, ensureStreams, lagOf } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type CountingReceiver, startCountingReceiver } from '../harness/counting-receiver.js';
import { eventually } from '../harness/eventually.js';
import { ServiceProcess } from '../harness/processes.js';
import { SeededRandom, chaosSeed } from '../harness/seeded-random.js';
import { type Servers, startServers } from '../harness/servers.js';
import { TENANTS, keyOf, makeBacklog } from './backlog.js';
import { killAtRandom } from './killer.js';
import { Ledger } from './ledger.js';
import { StubbornPublisher } from './stubborn-publisher.js';
import { addTenantsOnHooks } from './tenants-on-hooks.js';

const MESSAGES = Number(process.env['CHAOS_EVENTS'] ?? 20_000);
const KILLS_OF_EACH = Number(process.env['CHAOS_KILLS'] ?? 3);
/** So much lies in the stream before anybody reads; the rest comes while things are killed. */
const BACKLOG_SHARE = 0.5;
/** A receiver takes its time, so that a killed notifier always has sends under way. */
const ANSWER_AFTER_MS = 80;
const DRAIN_BUDGET_MS = Number(process.env['CHAOS_DRAIN_MS'] ?? 150_000);
const TEST_BUDGET_MS = 400_000;

let servers: Servers;
let store: DataSource;
let bus: NatsConnection;
let receiver: CountingReceiver;
const services = new Map<string, ServiceProcess>();

beforeAll(async () => {
  [servers, receiver] = await Promise.all([
    startServers({ durable: true }),
    startCountingReceiver({ answerAfterMs: ANSWER_AFTER_MS }),
  ]);
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'chaos' });
  await migrate(store);
  bus = await connectBus(servers.natsUrl, 'chaos');
  await ensureStreams(bus, Object.values(STREAMS));
}, 120_000);

afterAll(async () => {
  await Promise.all([...services.values()].map((service) => service.stop()));
  await bus?.close();
  await store?.destroy();
  await receiver?.stop();
  await servers?.stop();
}, 60_000);

it(
  'a backlog survives kill -9 of everything: each event is kept once, each notice reaches its receiver',
  async () => {
    const random = new SeededRandom(chaosSeed());
    console.log(`seed ${random.seed} (CHAOS_SEED=${random.seed} makes the same messages and kills)`);
    const messages = makeBacklog(MESSAGES, random);
    const api = await run('api');
    await api.ready();
    await addTenantsOnHooks(api.url, TENANTS, receiver.url);

    const publisher = new StubbornPublisher(bus);
    let published = Math.floor(MESSAGES * BACKLOG_SHARE);
    await publisher.publishAll(messages.slice(0, published));

    const beganAt = performance.now();
    const [router, notifier] = await Promise.all([run('router'), run('notifier')]);
    await Promise.all([router.ready(), notifier.ready()]);
    const publishing: Promise<void>[] = [];
    const publishUpTo = (share: number): void => {
      const end = Math.ceil(MESSAGES * (BACKLOG_SHARE + share * (1 - BACKLOG_SHARE)));
      publishing.push(publisher.publishAll(messages.slice(published, end)));
      published = end;
    };
    const kills = await killAtRandom(
      {
        router: { kill: () => router.kill(), restart: () => router.start() },
        notifier: { kill: () => notifier.kill(), restart: () => notifier.start() },
        postgresql: { kill: () => servers.postgres().kill(), restart: () => servers.restartPostgres() },
        nats: { kill: () => servers.nats().kill(), restart: () => servers.restartNats() },
      },
      KILLS_OF_EACH,
      random,
      publishUpTo,
    );
    publishUpTo(1);
    await Promise.all(publishing);
    const publishedSeconds = secondsSince(beganAt);

    const ledger = new Ledger(store);
    const empty = async (durable: (typeof DURABLES)[keyof typeof DURABLES]): Promise<boolean> => {
      const { pending, inFlight } = await lagOf(bus, durable);
      return pending + inFlight === 0;
    };
    const drained = (what: string, look: () => Promise<boolean>) =>
      eventually(what, look, DRAIN_BUDGET_MS).catch(async (error: Error) => {
        const lags = await Promise.all(Object.values(DURABLES).map((durable) => lagOf(bus, durable)));
        const lastWords = [...services.values()].map((service) => `${service.name}: ${service.lastWords(8)}`);
        throw new Error([error.message, `lags: ${JSON.stringify(lags)}`, ...lastWords].join('\n'));
      });
    await drained('every event to be settled', () => empty(DURABLES.routerEvents));
    const routedSeconds = secondsSince(beganAt);
    await drained('an empty outbox', async () => (await ledger.count('outbox')) === 0);
    await drained('every notice to be settled', () => empty(DURABLES.notifierNotices));
    await drained('every delivery to be answered', async () => (await ledger.undelivered()) === 0);
    const seconds = secondsSince(beganAt);

    const events = await ledger.events();
    const quarantined = await ledger.quarantine();
    const webhookIds = await ledger.webhookIds();
    const received = [...receiver.times.values()];
    console.log({
      seed: random.seed,
      published: messages.length,
      publishedAgain: publisher.repeated.size,
      events: events.length,
      duplicates: messages.filter(({ sort }) => sort === 'duplicate').length,
      quarantined: quarantined.length,
      incidents: await ledger.count('incidents'),
      noticesOwed: await ledger.count('notices'),
      webhooksReceived: received.reduce((sum, times) => sum + times, 0),
      receivedMoreThanOnce: received.filter((times) => times > 1).length,
      kills,
      failedStarts: Object.fromEntries([...services].map(([name, { failedStarts }]) => [name, failedStarts])),
      publishedSeconds,
      routedSeconds,
      seconds,
    });

    expect(events.map(keyOf).sort()).toEqual([...new Set(messages.flatMap(({ key }) => key ?? []))].sort());
    expect(events.filter(({ decisions, incidents }) => decisions === 0 || incidents !== decisions)).toEqual([]);
    expectQuarantined(quarantined, messages, publisher.repeated);
    expect(await ledger.miscounted()).toEqual([]);
    expect(await ledger.brokenTimelines()).toEqual([]);
    expect(await ledger.withoutAssignment()).toEqual([]);
    expect(await ledger.untoldNotices()).toEqual([]);
    expect(webhookIds.filter((id) => !receiver.times.has(id))).toEqual([]);
    expect([...services.values()].flatMap(({ crashes }) => crashes)).toEqual([]);
  },
  TEST_BUDGET_MS,
);

async function run(name: 'api' | 'router' | 'notifier'): Promise<ServiceProcess> {
  const env = {
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    LOG_LEVEL: 'warn',
    // What a killed notifier was sending is tried again soon.
    DEMARC_SEND_TIMEOUT_MS: '3000',
    DEMARC_SEND_LEASE_MS: '6000',
  };
  const service = await ServiceProcess.start(name, env, servers.folder);
  services.set(name, service);
  return service;
}

/** Each unreadable message has one row; one that was published again may lie in the stream, and so in quarantine, twice. */
function expectQuarantined(
  rows: Awaited<ReturnType<Ledger['quarantine']>>,
  messages: ReturnType<typeof makeBacklog>,
  repeated: ReadonlySet<string>,
): void {
  const byBody = Map.groupBy(rows, ({ raw }) => raw);
  const unreadable = messages.filter(({ sort }) => sort === 'unreadable');
  const wrong = unreadable.filter(({ id, body }) => {
    const found = byBody.get(body) ?? [];
    return (
      found.length === 0 ||
      (found.length > 1 && !repeated.has(id)) ||
      new Set(found.map((row) => row.streamSeq)).size < found.length
    );
  });
  expect(wrong).toEqual([]);
  expect([...byBody.keys()].sort()).toEqual(unreadable.map(({ body }) => body).sort());
}

function secondsSince(beganAt: number): number {
  return Math.round((performance.now() - beganAt) / 100) / 10;
}
