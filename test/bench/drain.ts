import { once } from 'node:events';
import { execSync, spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { DURABLES } from '@demarc/contracts';
import { connectBus, ensureDurable, lagOf } from '@demarc/runtime';
import { migrate, openStore } from '@demarc/store';
import { startServers } from '../harness/servers.js';
import { graphAlert } from './alert-maker.js';
import { drainFloor } from './floor.js';
import { publishBacklog } from './publish-backlog.js';

const TENANT_ID = 'b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c';
const TENANTS = ['contoso', 'fabrikam', 'tailspin', 'adatum', 'woodgrove'];
const LOOK_EVERY_MS = 20;

export interface DrainResult {
  readonly events: number;
  readonly floorPerSecond: number;
  readonly routerPerSecond: number;
}

/** Floor and router over the same messages on the same servers, one after the other; the router as its own process. */
export async function benchDrain(events: number): Promise<DrainResult> {
  const servers = await startServers({ durable: true });
  try {
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'bench' });
    await migrate(store);
    for (const tenant of TENANTS) await store.query('insert into tenants (tenant_id, name, directory_loaded) values ($1, $1, true)', [tenant]);
    const backlog = () => publishBacklog(servers.natsUrl, events, (n) => TENANTS[n % TENANTS.length]!, (n) => graphAlert(n, TENANT_ID));
    await backlog();
    const floor = await drainFloor(servers.natsUrl, servers.databaseUrl, events);
    await backlog();
    const routerPerSecond = await drainWithRouter(servers, events);
    await store.destroy();
    return { events, floorPerSecond: floor.events / floor.seconds, routerPerSecond };
  } finally {
    await servers.stop();
  }
}

async function drainWithRouter(servers: { databaseUrl: string; natsUrl: string }, events: number): Promise<number> {
  const bus = await connectBus(servers.natsUrl, 'bench');
  await ensureDurable(bus, DURABLES.routerEvents);
  const router = spawn(process.execPath, [...process.execArgv, '--max-semi-space-size=64', 'services/router/dist/main.js'], {
    env: { ...process.env, DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, DEMARC_ROUTER_PORT: '0' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  /** What is not yet acknowledged, and so not surely committed. */
  const left = async (): Promise<number> => {
    const { pending, inFlight } = await lagOf(bus, DURABLES.routerEvents);
    return pending + inFlight;
  };
  try {
    // From the first acknowledgement on, as the floor is timed from its first pull: starting a process is not draining.
    let before = await left();
    while (before === events) {
      await setTimeout(LOOK_EVERY_MS);
      before = await left();
    }
    const started = performance.now();
    while ((await left()) > 0) await setTimeout(LOOK_EVERY_MS);
    return before / ((performance.now() - started) / 1_000);
  } finally {
    console.log(execSync('ps -eo pid,time,rss,args --sort=-time | grep -E "postgres:|nats-server|router/dist" | grep -v grep | cut -c1-110 | head -14').toString());
    router.kill('SIGTERM');
    await once(router, 'exit');
    await bus.close();
  }
}
