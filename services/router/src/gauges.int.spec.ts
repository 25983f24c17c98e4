import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DURABLES, STREAMS } from '@demarc/contracts';
import {
  type Log,
  type NatsConnection,
  connectBus,
  createMetrics,
  ensureDurable,
  ensureStreams,
} from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { jetstreamManager } from '@nats-io/jetstream';
import { type Servers, startServers } from '../../../test/harness/servers.js';
import { Gauges } from './gauges.js';
import type { KnownTenants } from './known-tenants.js';
import { RouterMetrics } from './router-metrics.js';

let servers: Servers;
let store: DataSource;
let bus: NatsConnection;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(store);
  bus = await connectBus(servers.natsUrl, 'spec');
  await ensureStreams(bus, Object.values(STREAMS));
  await ensureDurable(bus, DURABLES.routerEvents);
}, 60_000);
afterAll(async () => {
  await bus.close();
  await store.destroy();
  await servers.stop();
});

it('warns once before a stream is full, and again only after there was room', async () => {
  const warned: unknown[] = [];
  const log = { warn: (about: object) => warned.push(about) } as unknown as Log;
  const gauges = new Gauges(new RouterMetrics(createMetrics('spec')), { devices: 0 } as KnownTenants, store, bus, log);
  const manager = await jetstreamManager(bus);
  const { config } = await manager.streams.info(STREAMS.events.name);
  await bus.request('events.contoso.change', 'x'.repeat(1_000));
  const { state } = await manager.streams.info(STREAMS.events.name);
  const looksWith = async (maxBytes: number): Promise<number> => {
    await manager.streams.update(STREAMS.events.name, { ...config, max_bytes: maxBytes });
    await gauges.look();
    await gauges.look();
    return warned.length;
  };
  expect(await looksWith(2 * state.bytes)).toBe(0);
  expect(await looksWith(Math.ceil(1.2 * state.bytes))).toBe(1);
  expect(warned).toEqual([{ stream: 'EVENTS', percent: 83 }]);
  expect(await looksWith(2 * state.bytes)).toBe(1);
  expect(await looksWith(state.bytes)).toBe(2);
});
