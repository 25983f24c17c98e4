import { setTimeout } from 'node:timers/promises';
import { DURABLES } from '@demarc/contracts';
import { connectBus, ensureDurable, lagOf } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { startServers } from '../harness/servers.js';
import { graphAlert } from './alert-maker.js';
import { drainFloor } from './floor.js';
import { publishBacklog } from './publish-backlog.js';
import { ServiceProcess } from '../harness/processes.js';

const TENANT_ID = 'b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c';
const TENANTS = ['contoso', 'fabrikam', 'tailspin', 'adatum', 'woodgrove'];
const LOOK_EVERY_MS = 20;
const FAILED_STARTS_BORNE = 3;

export interface DrainResult {
  readonly events: number;
  readonly floorPerSecond: number;
  readonly routerPerSecond: number;
}

/**
 * Floor and router over the same messages on the same servers, one after the other; each router is a process of its
 * own that decides, keeps and relays as in production.
 */
export async function benchDrain(events: number, routers: number): Promise<DrainResult> {
  const servers = await startServers({ durable: true });
  try {
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'bench' });
    await migrate(store);
    await addTenants(store);
    await store.destroy();
    await publishAlerts(servers.natsUrl, events);
    const floor = await drainFloor(servers.natsUrl, servers.databaseUrl, events);
    await publishAlerts(servers.natsUrl, events);
    const routerPerSecond = await drainWithRouters(servers, events, routers);
    return { events, floorPerSecond: floor.events / floor.seconds, routerPerSecond };
  } finally {
    await servers.stop();
  }
}

export async function addTenants(store: DataSource, tenants: readonly string[] = TENANTS): Promise<void> {
  for (const tenant of tenants) {
    await store.query(
      'insert into tenants (tenant_id, name, directory_revision, directory_as_of) values ($1, $1, 1, now())',
      [tenant],
    );
  }
}

/** A backlog of alerts, each an incident of its own, over those tenants. */
export async function publishAlerts(natsUrl: string, events: number): Promise<void> {
  const tenantOf = (n: number) => TENANTS[n % TENANTS.length]!;
  await publishBacklog(natsUrl, events, tenantOf, (n) => graphAlert(n, TENANT_ID));
}

/** How many of so many waiting events a second are settled by routers that are started for it. */
export async function drainWithRouters(
  servers: { readonly databaseUrl: string; readonly natsUrl: string; readonly folder: string },
  events: number,
  routers: number,
): Promise<number> {
  const bus = await connectBus(servers.natsUrl, 'bench');
  await ensureDurable(bus, DURABLES.routerEvents);
  /** What is not yet acknowledged, and so not surely committed. */
  const left = async (): Promise<number> => {
    const { pending, inFlight } = await lagOf(bus, DURABLES.routerEvents);
    return pending + inFlight;
  };
  const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl };
  const started: ServiceProcess[] = [];
  for (let n = 0; n < routers; n += 1) started.push(await ServiceProcess.start('router', env, servers.folder));
  // From the first acknowledgement on, as the floor is timed from its first pull: starting a process is not draining.
  let before = await left();
  while (before === events) {
    const stuck = started.find(({ failedStarts }) => failedStarts >= FAILED_STARTS_BORNE);
    if (stuck) throw new Error(`a router cannot start; its log ends: ${stuck.lastWords()}`);
    await setTimeout(LOOK_EVERY_MS);
    before = await left();
  }
  const from = performance.now();
  while ((await left()) > 0) await setTimeout(LOOK_EVERY_MS);
  const seconds = (performance.now() - from) / 1_000;
  for (const router of started) await router.stop();
  await bus.close();
  return before / seconds;
}
