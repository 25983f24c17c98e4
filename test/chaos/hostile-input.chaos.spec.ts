import { MAX_BODY_BYTES, DURABLES, QUARANTINE_REASONS, STREAMS, decodeMessage, subjectOf } from '@demarc/contracts';
import { type Instant, parseInstant } from '@demarc/domain';
import { type NatsConnection, connectBus, ensureStreams, lagOf, publisherOf } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { type CountingReceiver, startCountingReceiver } from '../harness/counting-receiver.js';
import { eventually } from '../harness/eventually.js';
import { ServiceProcess } from '../harness/processes.js';
import { chaosSeed } from '../harness/seeded-random.js';
import { type Servers, startServers } from '../harness/servers.js';
import { keyOf } from './backlog.js';
import {
  HOSTILE_PATHS,
  HOSTILE_SUBJECTS,
  type Hostile,
  hostileCatalogue,
  isTooLargeForNats,
  subjectFor,
} from './hostile-catalogue.js';
import { Ledger } from './ledger.js';
import { addTenantsOnHooks } from './tenants-on-hooks.js';
import { signedIn } from '../harness/people.js';

const MUTATED = Number(process.env['CHAOS_HOSTILE'] ?? 400);
/** The one that the published samples name, so that not all of them are turned away for it. */
const ENTRA_TENANT_ID = '7c1d9a52-0f4e-4f0c-9a3e-5b1f6f0c2a11';
const TENANTS = new Map(['contoso', 'fabrikam'].map((name) => [name, { name, entraTenantId: ENTRA_TENANT_ID }]));
/** So many senders at once, so that hostile and good messages share batches. */
const SENDERS = 8;
/** Counted instead of an answer when a message that is too large was refused by closing the connection. */
const CUT_OFF = 0;
/** What an api may answer to a message that means harm. Never 500, and nothing is down. */
const FAIR_ANSWERS = new Set([202, 400, 404, 413, 414, 415, 422, CUT_OFF]);
const TEST_BUDGET_MS = 240_000;

let servers: Servers;
let store: DataSource;
let bus: NatsConnection;
let receiver: CountingReceiver;
let services: ServiceProcess[] = [];

beforeAll(async () => {
  [servers, receiver] = await Promise.all([startServers(), startCountingReceiver()]);
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'chaos' });
  await migrate(store);
  bus = await connectBus(servers.natsUrl, 'chaos');
  await ensureStreams(bus, Object.values(STREAMS));
  const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, LOG_LEVEL: 'error' };
  services = await Promise.all(
    (['api', 'router', 'notifier'] as const).map((name) => ServiceProcess.start(name, env, servers.folder)),
  );
  await Promise.all(services.map((service) => service.ready()));
  await addTenantsOnHooks(services[0]!.url, [...TENANTS.keys()], receiver.url);
  await store.query('update tenants set entra_tenant_id = $1', [ENTRA_TENANT_ID]);
}, 120_000);

afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()));
  await bus?.close();
  await store?.destroy();
  await receiver?.stop();
  await servers?.stop();
}, 60_000);

it(
  'hostile messages stop nobody: each is an event, quarantined or refused, and its good neighbours are routed',
  async () => {
    const seed = chaosSeed();
    const hostile = hostileCatalogue(MUTATED, seed);
    const pids = services.map(({ pid }) => pid);
    const goodIds: string[] = [];
    const onNats = await overNats(hostile, goodIds);
    const onHttp = await overHttp(services[0]!.url, hostile, goodIds);
    for (const subject of ['notices.microsoft.contoso', 'pokes.directory.contoso', 'pokes.outbox'])
      bus.publish(subject, '[{"id":');
    await eventually(
      'every message to be settled',
      async () => {
        const lags = await Promise.all(Object.values(DURABLES).map((durable) => lagOf(bus, durable)));
        return lags.every(({ pending, inFlight }) => pending + inFlight === 0);
      },
      60_000,
    ).catch((error: Error) => {
      throw new Error([error.message, ...services.map((service) => service.lastWords(3))].join('\n'));
    });

    const ledger = new Ledger(store);
    const events = await ledger.events();
    const kept = new Set(events.map(keyOf));
    const seqs = new Set(events.map(({ streamSeq }) => Number(streamSeq)));
    const ids = new Set(events.map(({ id }) => id));
    const quarantined = new Map((await ledger.quarantine()).map((row) => [Number(row.streamSeq), row.reason]));
    const answers = Object.groupBy(onHttp, ({ status }) => status);
    console.log({
      seed,
      hostile: hostile.length,
      overNats: onNats.length,
      tooLargeForNats: hostile.length + HOSTILE_SUBJECTS.length - onNats.length,
      quarantined: Object.fromEntries(
        Object.entries(Object.groupBy(quarantined.values(), String)).map(([reason, all]) => [reason, all!.length]),
      ),
      overHttp: Object.fromEntries(Object.entries(answers).map(([status, all]) => [status, all!.length])),
      events: events.length,
      goodNeighbours: goodIds.length,
    });

    // An event that a message before it brought has no row of its own.
    const lost = onNats.filter(
      ({ seq, keys }) => !quarantined.has(seq) && !seqs.has(seq) && !keys?.every((key) => kept.has(key)),
    );
    expect(lost).toEqual([]);
    expect([...quarantined.values()].filter((reason) => !QUARANTINE_REASONS.some((known) => known === reason))).toEqual(
      [],
    );
    expect(onHttp.filter(({ status }) => !FAIR_ANSWERS.has(status))).toEqual([]);
    expect(goodIds.filter((id) => !ids.has(id))).toEqual([]);
    expect(events.filter(({ decisions, incidents }) => decisions === 0 || incidents !== decisions)).toEqual([]);
    expect(services.flatMap(({ crashes }) => crashes)).toEqual([]);
    expect(services.map(({ pid }) => pid)).toEqual(pids);
    for (const service of services) await service.ready();
  },
  TEST_BUDGET_MS,
);

/** What a message published on NATS must become: the events of `keys`, or with null a row in quarantine. */
interface Sent {
  readonly what: string;
  readonly seq: number;
  readonly keys: readonly string[] | null;
}

async function overNats(hostile: readonly Hostile[], goodIds: string[]): Promise<Sent[]> {
  const publisher = publisherOf(bus, 10_000);
  const sent: Sent[] = [];
  const all = [
    ...hostile.filter((one) => !isTooLargeForNats(one)).map((one) => ({ ...one, subject: subjectFor(one) })),
    ...HOSTILE_SUBJECTS.map((subject) => ({
      what: `subject ${JSON.stringify(subject)}`,
      subject,
      headers: {},
      body: Buffer.from('{}'),
    })),
  ];
  await bySeveral(all, async ({ what, subject, headers: given, body }, n) => {
    const headers = natsHeaders();
    for (const [name, value] of Object.entries(given)) headers.set(name, value);
    const { seq } = await publisher.publish(subject, body, { headers });
    const decoded = decodeMessage(
      { subject, headers: given, body, receivedAt: parseInstant('2024-05-01T00:00:00Z') as Instant },
      TENANTS,
    );
    sent.push({ what, seq, keys: decoded.ok ? decoded.events.map(keyOf) : null });
    const good = goodReport(`good-nats-${n}`);
    await publisher.publish(subjectOf.event('contoso', 'operational', 'incident'), good.body);
    goodIds.push(good.id);
  });
  return sent;
}

async function overHttp(
  url: string,
  hostile: readonly Hostile[],
  goodIds: string[],
): Promise<{ what: string; status: number; said: string }[]> {
  const answers: { what: string; status: number; said: string }[] = [];
  const post = async (
    what: string,
    path: string,
    body: Uint8Array | string,
    headers: Record<string, string> = {},
  ): Promise<number> => {
    const signed = await signedIn({ 'content-type': 'application/json', ...headers });
    const init = { method: 'POST', headers: signed, body: body as string };
    const send = () => fetch(`${url}${path}`, init);
    const answer = await send().catch((error: unknown) => {
      if (!isBrokenConnection(error)) throw error;
      // The api refuses what is too large without reading it to its end, and may close while we still write.
      // Any other request met a pooled connection that was being closed like that: it is sent again, once.
      return body.length > MAX_BODY_BYTES ? null : send();
    });
    const status = answer?.status ?? CUT_OFF;
    answers.push({ what, status, said: answer ? (await answer.text()).slice(0, 300) : 'closed while sending' });
    return status;
  };
  const all = [
    ...hostile.map((one) => ({
      ...one,
      path: `/v1/tenants/contoso/${one.format ? `hooks/${one.format}` : 'events'}?kind=${one.kind}`,
    })),
    ...HOSTILE_PATHS.map((path) => ({ what: path, path, headers: {}, body: '{}' })),
  ];
  await bySeveral(all, async ({ what, path, body, headers }, n) => {
    await post(what, path, body, headers);
    const good = goodReport(`good-http-${n}`);
    expect(await post(`good neighbour of ${what}`, '/v1/tenants/contoso/hooks/incident', good.body)).toBe(202);
    goodIds.push(good.id);
  });
  return answers;
}

function isBrokenConnection(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code !== undefined && ['EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(cause.code);
}

/** All good reports are of one trouble: the test is about events, not about a thousand notices. */
function goodReport(id: string): { id: string; body: string } {
  return {
    id,
    body: JSON.stringify({ id, title: 'A good report', source: 'neighbour', dedupKey: 'neighbour', area: 'network' }),
  };
}

async function bySeveral<T>(items: readonly T[], work: (item: T, n: number) => Promise<void>): Promise<void> {
  const waiting = items.entries();
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (const [n, item] of waiting) await work(item, n);
    }),
  );
}
