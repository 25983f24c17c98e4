import { STREAMS } from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import { connectBus, ensureStreams } from '@demarc/runtime';
import { DEVICE_COLUMNS, type DataSource, importDevices, migrate, openStore, readCsv } from '@demarc/store';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { publishBacklog } from '../bench/publish-backlog.js';
import { defenderAlert } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { ServiceProcess } from '../harness/processes.js';
import { type Servers, startServers } from '../harness/servers.js';

const INCIDENTS = 1_000;
const KILLS = 3;
const PATIENCE_MS = 90_000;
const TEST_BUDGET_MS = 240_000;

let servers: Servers;
let store: DataSource;
const routers: ServiceProcess[] = [];

beforeAll(async () => {
  servers = await startServers({ durable: true });
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'chaos' });
  await migrate(store);
  const bus = await connectBus(servers.natsUrl, 'chaos');
  await ensureStreams(bus, Object.values(STREAMS));
  await bus.close();
  await store.query(`insert into tenants (tenant_id, name) values ('contoso', 'Contoso')`);
}, 120_000);

afterAll(async () => {
  await Promise.all(routers.map((router) => router.stop()));
  await store?.destroy();
  await servers?.stop();
}, 60_000);

const entraId = (n: number) => `cccccccc-0000-4000-8000-${String(n).padStart(12, '0')}`;

async function count(sql: string): Promise<number> {
  const [row] = await store.query<{ n: number }[]>(`select count(*)::int as n from ${sql}`);
  return row!.n;
}

const waitFor = (what: string, sql: string, wanted: (n: number) => boolean) =>
  eventually(what, async () => wanted(await count(sql)), PATIENCE_MS);

it(
  'an import settles a thousand open questions although routers are killed in the middle: each is moved once, and recalled once',
  async () => {
    const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl };
    for (let n = 0; n < 2; n += 1) routers.push(await ServiceProcess.start('router', env, servers.folder));
    await Promise.all(routers.map((router) => router.ready()));
    await publishBacklog(
      servers.natsUrl,
      INCIDENTS,
      () => 'contoso',
      (n) => defenderAlert({ entraId: entraId(n) }, { title: `Alert ${n}` }),
    );
    await waitFor('every alert to be an open question', 'incidents', (n) => n === INCIDENTS);
    expect(await count(`incidents where document->>'provisional' = 'true'`)).toBe(INCIDENTS);

    // Every second device turns out to be in MMD; the others are the customer's after all.
    const rows = Array.from({ length: INCIDENTS }, (_, n) => `${entraId(n)},${n % 2 === 0 ? '2021-01-01' : ''}`);
    const table = readCsv(['entra_device_id,enrolled_from', ...rows].join('\n'), DEVICE_COLUMNS);
    expect(await importDevices(store, 'contoso', table, { now: instantOf(new Date()) })).toMatchObject({ ok: true });

    const moved = `incidents where party = 'customer'`;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await count(moved);
      await waitFor('more of them to be moved', moved, (n) => n > before || n === INCIDENTS / 2);
      const router = routers[kill % routers.length]!;
      await router.kill();
      await router.start();
    }
    await waitFor('no question to be open', `incidents where document->>'provisional' = 'true'`, (n) => n === 0);
    await waitFor('nothing to be left to decide again', 'redecisions', (n) => n === 0);
    const seen = {
      moved: await count(moved),
      records: await count(`timeline where type = 'incident.handed-over'`),
      recalls: await count(`notices where kind = 'recall' and queue = 'microsoft/security-operations'`),
      assignments: await count(`notices where kind = 'assignment'`),
      settled: await count(`timeline where type = 'incident.redecided'`),
    };
    console.log(`${INCIDENTS} open questions, ${KILLS} kill -9 of routers: ${JSON.stringify(seen)}`);
    expect(seen).toEqual({
      moved: INCIDENTS / 2,
      records: INCIDENTS / 2,
      recalls: INCIDENTS / 2,
      assignments: INCIDENTS + INCIDENTS / 2,
      settled: INCIDENTS / 2,
    });
  },
  TEST_BUDGET_MS,
);
