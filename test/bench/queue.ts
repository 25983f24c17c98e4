import { setTimeout } from 'node:timers/promises';
import { partyOf, QUEUES } from '@demarc/domain';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { ServiceProcess } from '../harness/processes.js';
import { SeededRandom } from '../harness/seeded-random.js';
import { startServers } from '../harness/servers.js';
import { type AskedFor, deskRequest } from './desk-mix.js';
import { addTenants, drainWithRouters, publishAlerts } from './drain.js';
import { fillIncidents } from './fill-incidents.js';
import { MADE_TENANTS } from './incident-maker.js';
import { type Percentiles, percentiles } from './percentiles.js';
import { signedIn } from '../harness/people.js';

const SEED = 4;
const WARM_UP_SECONDS = 10;
/** Touched since the last vacuum, as on any day: an index does not answer alone for them. */
const TOUCHED = 5_000;

export interface QueueResult {
  readonly incidents: number;
  readonly open: number;
  readonly fillSeconds: number;
  readonly perSecond: number;
  readonly latencies: Readonly<Record<AskedFor, Percentiles>>;
  readonly failed: number;
  /** How fast a router drains into an empty store, and into the one with all of these incidents. */
  readonly emptyPerSecond: number;
  readonly drainPerSecond: number;
}

/**
 * What desks ask for, through an api of its own over HTTP at a steady rate, with so many incidents stored. Before they
 * are stored and after it a router drains a backlog, of the same alerts and on the same servers.
 */
export async function benchQueue(
  incidents: number,
  perSecond: number,
  seconds: number,
  drained: number,
): Promise<QueueResult> {
  const servers = await startServers({ durable: true });
  try {
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'bench' });
    await migrate(store);
    await addTenants(store);
    await addTenants(store, MADE_TENANTS);
    await publishAlerts(servers.natsUrl, drained);
    const emptyPerSecond = await drainWithRouters(servers, drained, 1);
    await store.query(
      'truncate events, incidents, incident_words, decisions, timeline, notices, outbox, search_backlog',
    );
    const started = performance.now();
    await fillIncidents(store, incidents);
    const fillSeconds = (performance.now() - started) / 1_000;
    const open = await touchSome(store);
    // What the filling left to be written to the disk is not what is measured.
    await store.query('checkpoint');
    const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl };
    const api = await ServiceProcess.start('api', env, servers.folder);
    await api.ready();
    await askSteadily(api.url, perSecond, WARM_UP_SECONDS);
    const { latencies, failed } = await askSteadily(api.url, perSecond, seconds);
    await api.stop();
    await store.destroy();
    await publishAlerts(servers.natsUrl, drained);
    const drainPerSecond = await drainWithRouters(servers, drained, 1);
    return { incidents, open, fillSeconds, perSecond, latencies, failed, emptyPerSecond, drainPerSecond };
  } finally {
    await servers.stop();
  }
}

/** Answers how many are open. */
async function touchSome(store: DataSource): Promise<number> {
  await store.query(
    `update incidents set assignee = assignee where incident_id = any(array(
       select incident_id from incidents where state <> 'resolved' order by opened_at desc limit $1))`,
    [TOUCHED],
  );
  const [row] = await store.query<{ open: number }[]>(
    `select count(*)::int as open from incidents where state <> 'resolved'`,
  );
  return row!.open;
}

/** Keeps its rate: an answer that is late does not put off the next question. */
async function askSteadily(url: string, perSecond: number, seconds: number) {
  const chance = new SeededRandom(SEED);
  const times: Record<AskedFor, number[]> = { 'a page': [], 'a search': [], counts: [] };
  let failed = 0;
  const ask = async (what: AskedFor, path: string): Promise<string | null> => {
    const from = performance.now();
    const queue = QUEUES.find((one) => path.includes(encodeURIComponent(one)));
    const headers = await signedIn({ as: `${queue ? partyOf(queue) : 'microsoft'}/ana.ribeiro` });
    const answer = await fetch(`${url}${path}`, { headers });
    const body = (await answer.json()) as { next?: string | null };
    times[what].push(performance.now() - from);
    if (answer.status !== 200) failed += 1;
    return body.next ?? null;
  };
  const asked: Promise<unknown>[] = [];
  const started = performance.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const early = started + (n * 1_000) / perSecond - performance.now();
    if (early > 0) await setTimeout(early);
    const { what, path, goesOn } = deskRequest(chance);
    asked.push(ask(what, path).then((next) => (goesOn && next ? ask(what, `${path}&cursor=${next}`) : null)));
  }
  await Promise.all(asked);
  const latencies = Object.fromEntries(Object.entries(times).map(([what, found]) => [what, percentiles(found)]));
  return { latencies: latencies as QueueResult['latencies'], failed };
}
