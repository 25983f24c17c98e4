import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { STREAMS, subjectOf } from '@demarc/contracts';
import { connectBus, ensureStreams, publisherOf } from '@demarc/runtime';
import { type DataSource, migrate, newId, openStore } from '@demarc/store';
import { ServiceProcess } from '../harness/processes.js';
import { startServers } from '../harness/servers.js';
import { graphAlert } from './alert-maker.js';
import { type Percentiles, percentiles } from './percentiles.js';

const TENANT = 'contoso';
const TENANT_ID = 'b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c';
const SECRET = `whsec_${Buffer.from('a-secret-of-24-bytes-abc').toString('base64')}`;
const PUBLISH_TIMEOUT_MS = 10_000;
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 50;

export interface LatencyResult {
  readonly perSecond: number;
  readonly events: number;
  /** Milliseconds from the publisher's call to the commit's own time stamp in PostgreSQL. */
  readonly toCommit: Percentiles;
  /** Milliseconds from the publisher's call until the later of the two parties has the webhook. */
  readonly toBothParties: Percentiles;
}

/** What else happens while it is measured: begun after the warm-up, and waited for at the end. */
export type Meanwhile = (natsUrl: string, store: DataSource) => Promise<void>;

/** Publishes at a steady rate to router and notifier as processes; every alert is one that both parties are told of. */
export async function benchLatency(
  perSecond: number,
  seconds: number,
  warmUpSeconds: number,
  meanwhile: Meanwhile = async () => undefined,
): Promise<LatencyResult> {
  const servers = await startServers({ durable: true });
  const arrived = new Arrivals();
  const url = await arrived.listen();
  try {
    const store = await openStore({ url: servers.databaseUrl, poolSize: 3, applicationName: 'bench' });
    // Needs a restart; gives the exact time of each commit.
    await store.query('alter system set track_commit_timestamp = on');
    await store.destroy();
    await servers.postgres().stop();
    await servers.restartPostgres();
    const again = await openStore({ url: servers.databaseUrl, poolSize: 3, applicationName: 'bench' });
    await migrate(again);
    await addPeople(again, url);
    const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl };
    const router = await ServiceProcess.start('router', env, servers.folder);
    const notifier = await ServiceProcess.start('notifier', env, servers.folder);
    await Promise.all([router.ready(), notifier.ready()]);
    const warm = setTimeout(warmUpSeconds * 1_000).then(() => meanwhile(servers.natsUrl, again));
    const sent = await publishSteadily(servers.natsUrl, perSecond, seconds + warmUpSeconds);
    await warm;
    const measured = new Map([...sent].slice(perSecond * warmUpSeconds));
    await arrived.waitFor(sent.size);
    const result = {
      perSecond,
      events: measured.size,
      toCommit: percentiles(await commitLatencies(again, measured)),
      toBothParties: percentiles(arrived.latencies(measured)),
    };
    await Promise.all([router.stop(), notifier.stop()]);
    await again.destroy();
    return result;
  } finally {
    arrived.close();
    await servers.stop();
  }
}

/** When each party was told of each alert, by the alert's title. */
class Arrivals {
  readonly #times = new Map<string, number[]>();
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const title = /alert number \d+/.exec(Buffer.concat(chunks).toString())?.[0] ?? 'unknown';
      const times = this.#times.get(title);
      if (times) times.push(Date.now());
      else this.#times.set(title, [Date.now()]);
      response.writeHead(204).end();
    });
  });

  async listen(): Promise<string> {
    this.#server.keepAliveTimeout = PATIENCE_MS;
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async waitFor(alerts: number): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    const told = () => [...this.#times.values()].filter((times) => times.length >= 2).length;
    while (told() < alerts) {
      if (Date.now() > deadline) throw new Error(`only ${told()} of ${alerts} alerts reached both parties`);
      await setTimeout(LOOK_EVERY_MS);
    }
  }

  latencies(sent: ReadonlyMap<string, number>): number[] {
    return [...sent].map(([title, at]) => Math.max(...this.#times.get(title)!) - at);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function addPeople(store: DataSource, url: string): Promise<void> {
  const channels = (party: string) => JSON.stringify([{ type: 'webhook', url: `${url}/${party}`, secret: SECRET }]);
  for (const tenant of [TENANT, 'microsoft']) {
    await store.query(
      'insert into tenants (tenant_id, name, directory_revision, directory_as_of) values ($1, $1, 1, now())',
      [tenant],
    );
  }
  const contact = `insert into contacts (tenant_id, contact_id, party, area, kind, name, language, channels)
                   values ($1, $2, $3, $4, 'group', $4, 'en', $5)`;
  await store.query(contact, [TENANT, newId(), 'customer', 'security', channels('customer')]);
  await store.query(contact, ['microsoft', newId(), 'microsoft', 'security-operations', channels('microsoft')]);
}

/** When each alert was published, by title. Keeps its rate: a late publish does not put off the next. */
async function publishSteadily(natsUrl: string, perSecond: number, seconds: number): Promise<Map<string, number>> {
  const bus = await connectBus(natsUrl, 'bench-publisher');
  await ensureStreams(bus, [STREAMS.events]);
  const publisher = publisherOf(bus, PUBLISH_TIMEOUT_MS);
  const sent = new Map<string, number>();
  const acknowledged: Promise<unknown>[] = [];
  const started = Date.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const due = started + (n * 1_000) / perSecond;
    const early = due - Date.now();
    if (early > 0) await setTimeout(early);
    const title = `alert number ${n}`;
    const evidence = [
      { mdeDeviceId: `${n}`.padStart(40, '0'), roles: ['compromised'], tags: ['M365Managed-Standard'] },
    ];
    const body = { ...graphAlert(n, TENANT_ID), title, evidence };
    sent.set(title, Date.now());
    acknowledged.push(publisher.publish(subjectOf.event(TENANT, 'security', 'graph-alert'), JSON.stringify(body)));
  }
  await Promise.all(acknowledged);
  await bus.drain();
  return sent;
}

async function commitLatencies(store: DataSource, sent: ReadonlyMap<string, number>): Promise<number[]> {
  const rows = await store.query<{ title: string; committed_ms: number }[]>(
    `select normalised ->> 'title' as title, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as committed_ms
     from events`,
  );
  return rows.flatMap(({ title, committed_ms }) => (sent.has(title) ? [committed_ms - sent.get(title)!] : []));
}
