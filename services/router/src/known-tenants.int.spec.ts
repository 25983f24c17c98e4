import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Instant, NEVER_IMPORTED, parseInstant } from '@demarc/domain';
import { type Log, type NatsConnection, connectBus } from '@demarc/runtime';
import { DEVICE_COLUMNS, type DataSource, importDevices, migrate, openStore, putTenant, readCsv } from '@demarc/store';
import { type Servers, startServers } from '../../../test/harness/servers.js';
import { eventually } from '../../../test/harness/eventually.js';
import { type RouterConfig, routerConfig } from './config.js';
import { KnownTenants } from './known-tenants.js';

const NOW = parseInstant('2026-11-22T10:00:00Z')!;
const entraId = (n: number) => `0f2d1a4e-7c55-4a0e-9a7e-${String(n).padStart(12, '0')}`;
const SILENT = { info: () => undefined, warn: () => undefined } as unknown as Log;

let servers: Servers;
let store: DataSource;
let bus: NatsConnection;
let config: RouterConfig;
let known: KnownTenants;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'spec' });
  await migrate(store);
  bus = await connectBus(servers.natsUrl, 'spec');
}, 60_000);
afterAll(async () => {
  await bus.close();
  await store.destroy();
  await servers.stop();
});
beforeEach(async () => {
  await store.query('truncate tenants, devices, directory_imports cascade');
  await putTenant(store, { tenant: 'contoso' }, NOW);
  config = routerConfig.parse({ DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl });
  known = new KnownTenants(store, bus, config, SILENT);
});

const imported = (count: number, column: string, value: string, now: Instant = NOW) => {
  const rows = Array.from({ length: count }, (_, n) => `${entraId(n)},${value}`);
  const table = readCsv([`entra_device_id,${column}`, ...rows].join('\n'), DEVICE_COLUMNS);
  return importDevices(store, 'contoso', table, { now, coverage: 'partial' });
};
const osOf = (n: number) => known.directoryOf('contoso').byEntraId(entraId(n))?.os;

it('has the state of a directory that was never imported', async () => {
  await known.ask();
  expect(known.directoryOf('contoso').state).toEqual(NEVER_IMPORTED);
  expect([known.revisionOf('contoso'), known.revisionOf('nobody')]).toEqual([0, 0]);
});

it('follows devices and state together, also when only the state moved', async () => {
  await imported(2, 'os', 'Windows10');
  await known.ask();
  expect([osOf(1), known.devices, known.revisionOf('contoso')]).toEqual(['Windows10', 2, 1]);
  await imported(1, 'os', 'Windows11');
  await imported(1, 'os', 'Windows11', parseInstant('2026-11-22T11:00:00Z')!);
  await known.ask();
  expect([osOf(0), osOf(1)]).toEqual(['Windows11', 'Windows10']);
  expect(known.directoryOf('contoso').state).toEqual({
    revision: 3,
    asOf: parseInstant('2026-11-22T11:00:00Z'),
    coverage: 'partial',
    freshForHours: 24,
  });
});

it('shows nobody a directory between two revisions, however much changed', async () => {
  const MANY = 10_001;
  await imported(MANY, 'os', 'Windows10');
  await known.ask();
  await imported(MANY, 'os', 'Windows11');
  const seen = new Set<string>();
  const look = known.ask();
  let over = false;
  void look.finally(() => (over = true));
  while (!over) {
    seen.add(`${known.revisionOf('contoso')} ${osOf(0)} ${osOf(MANY - 1)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  seen.add(`${known.revisionOf('contoso')} ${osOf(0)} ${osOf(MANY - 1)}`);
  expect([...seen]).toEqual(['1 Windows10 Windows10', '2 Windows11 Windows11']);
});

it('ends with the newest state when the first of two looks is the slower one', async () => {
  await imported(1, 'os', 'Windows10');
  const gate = Promise.withResolvers<void>();
  let isFirst = true;
  const query = async (text: string, values: unknown[]) => {
    const isHeld = isFirst && text.includes('from devices');
    if (isHeld) isFirst = false;
    const rows = await store.query<unknown>(text, values);
    if (isHeld) await gate.promise;
    return rows;
  };
  known = new KnownTenants({ query } as unknown as DataSource, bus, config, SILENT);
  const first = known.ask();
  await eventually('the first look to be held', () => Promise.resolve(!isFirst));
  await imported(1, 'os', 'Windows11');
  const second = known.ask();
  // A second look that did not wait for the first would be through by then.
  for (let trip = 0; trip < 20; trip += 1) await store.query('select 1');
  gate.resolve();
  await Promise.all([first, second]);
  expect([osOf(0), known.revisionOf('contoso')]).toEqual(['Windows11', 2]);
});
