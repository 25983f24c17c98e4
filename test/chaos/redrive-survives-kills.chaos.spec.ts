import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { QuarantineRedriveView } from '@demarc/contracts';
import { connectBus, publisherOf } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { report } from '../harness/alerts.js';
import { eventually } from '../harness/eventually.js';
import { HttpDoor } from '../harness/http-door.js';
import { ServiceProcess } from '../harness/processes.js';
import { type Servers, startServers } from '../harness/servers.js';

const MESSAGES = 3_000;
const KILLS = 3;
const AS = { as: 'microsoft/ana' };

let servers: Servers;
let store: DataSource;
let api: ServiceProcess;
let router: ServiceProcess;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'chaos' });
  await migrate(store);
  const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, LOG_LEVEL: 'warn' };
  [api, router] = await Promise.all([
    ServiceProcess.start('api', env, servers.folder),
    ServiceProcess.start('router', env, servers.folder),
  ]);
  await Promise.all([api.ready(), router.ready()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([api.stop(), router.stop()]);
  await store.destroy();
  await servers.stop();
});

async function counted(sql: string): Promise<number> {
  const [row] = await store.query<{ n: number }[]>(`select count(*)::int as n from ${sql}`);
  return row!.n;
}

it('a router that is killed while it redrives loses no message, reads none twice and keeps their order', async () => {
  const bus = await connectBus(servers.natsUrl, 'chaos');
  const publisher = publisherOf(bus, 10_000);
  const ids = Array.from({ length: MESSAGES }, (_, n) => `report-${n}`);
  for (const id of ids) {
    const body = JSON.stringify(report({ id, dedupKey: id, title: `Of ${id}` }));
    await publisher.publish('events.fabrikam.operational.incident', body);
  }
  await bus.close();
  await eventually('all to be quarantined', async () => (await counted('quarantine')) === MESSAGES);

  const http = new HttpDoor(api.url);
  expect((await http.post('/v1/tenants', { tenant: 'fabrikam', name: 'Fabrikam' }, AS)).status).toBeLessThan(300);
  const which = { all: { tenant: 'fabrikam' } };
  const begun = await http.post<QuarantineRedriveView>('/v1/quarantine/redrive', { which }, AS);
  expect(begun.body.asked).toBe(MESSAGES);
  let killed = 0;
  for (let before = 0; killed < KILLS; killed += 1) {
    const progress = async () => (await counted(`quarantine where state = 'redriven'`)) > before;
    await eventually('the redrive to go on', progress, 60_000);
    await router.kill();
    before = await counted(`quarantine where state = 'redriven'`);
    if (before === MESSAGES) break;
    // What a person does who hears nothing: asks again.
    expect((await http.post<QuarantineRedriveView>('/v1/quarantine/redrive', { which }, AS)).body.asked).toBe(0);
    await router.start();
  }
  await eventually(
    'all to be redriven',
    async () => (await counted(`quarantine where state = 'redriven'`)) === MESSAGES,
    60_000,
  );

  const events = await store.query<{ id: string }[]>('select source_event_id as id from events order by event_id');
  expect(events.map(({ id }) => id)).toEqual(ids);
  expect(await counted('incidents')).toBe(MESSAGES);
  process.stdout.write(
    `redrive: ${MESSAGES} messages, ${killed} kills, ${events.length} events, none twice, in order\n`,
  );
}, 300_000);
