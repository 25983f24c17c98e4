import { existsSync, readFileSync } from 'node:fs';
import { type DataSource, migrate, openStore } from '@demarc/store';

import { eventually } from '../harness/eventually.js';
import { ServiceProcess } from '../harness/processes.js';
import { startServers } from '../harness/servers.js';

const READY_BUDGET_MS = 300_000;

/** The look of `benchDevice`, made by PostgreSQL itself: as many documents would take minutes on their way to it. */
const INSERT = `
  insert into devices (tenant_id, device_id, revision, entra_id, serial, document, recorded_at, keys)
  select 'contoso', made.id, 1, made.entra, made.serial, jsonb_build_object(
    'id', made.id, 'entraId', made.entra, 'intuneId', gen_random_uuid(), 'serial', made.serial, 'os', 'Windows11',
    'trustType', 'AzureAd',
    'names', jsonb_build_array(jsonb_build_object('value', 'MMD-' || substr(made.hex, 1, 11), 'from', made.since, 'until', null)),
    'defenderIds', jsonb_build_array(jsonb_build_object('value', made.hex || substr(made.hex, 5, 8), 'from', made.since, 'until', null)),
    'rings', jsonb_build_array(jsonb_build_object('value', 'Broad', 'from', made.since, 'until', null)),
    'tags', jsonb_build_array(jsonb_build_object('value', 'M365Managed-Standard', 'from', made.since, 'until', null)),
    'groups', jsonb_build_array(
      jsonb_build_object('value', 'Modern Workplace Devices-All', 'from', made.since, 'until', null),
      jsonb_build_object('value', 'Modern Workplace Devices-Broad', 'from', made.since, 'until', null)),
    'users', jsonb_build_array(jsonb_build_object('value', 'user' || made.n || '@contoso.example', 'from', made.since, 'until', null)),
    'registrations', jsonb_build_array(jsonb_build_object('value', 'active', 'from', made.since, 'until', null)),
    'enrolments', jsonb_build_array(jsonb_build_object('from', made.since, 'until', null)),
    'recordedAt', '2024-06-01T08:00:00.1230000Z'), now(), '{}'
  from (
    select n, gen_random_uuid() as id, gen_random_uuid()::text as entra, md5(n::text) as hex, 'SN' || n as serial,
      to_char(timestamp '2022-01-01' + n * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS".0000000Z"') as since
    from generate_series(1, $1::int) n
  ) made`;

export interface RouterMemory {
  readonly devices: number;
  readonly readySeconds: number;
  /** Resident memory when it is ready, and the most it had until then, in megabytes; null: this system cannot say. */
  readonly readyMb: number | null;
  readonly peakMb: number | null;
}

/** A router as operators run it, with one tenant of so many devices. */
export async function benchRouterMemory(devices: number): Promise<RouterMemory> {
  const servers = await startServers();
  try {
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'bench' });
    await migrate(store);
    await fill(store, devices);
    await store.destroy();
    const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl };
    const started = performance.now();
    const router = await ServiceProcess.start('router', env, servers.folder);
    await eventually('the router to be ready', () => router.isReady(), READY_BUDGET_MS);
    const readySeconds = (performance.now() - started) / 1_000;
    const memory = { readyMb: residentMb(router.pid, 'VmRSS'), peakMb: residentMb(router.pid, 'VmHWM') };
    await router.stop();
    return { devices, readySeconds, ...memory };
  } finally {
    await servers.stop();
  }
}

async function fill(store: DataSource, devices: number): Promise<void> {
  // Not what is measured, and building it takes longer than all the rest.
  await store.query('drop index devices_keys');
  await store.query(
    "insert into tenants (tenant_id, name, directory_revision, directory_as_of) values ('contoso', 'Contoso', 1, now())",
  );
  await store.query(INSERT, [devices]);
  await store.query('analyze devices');
}

function residentMb(pid: number, field: 'VmRSS' | 'VmHWM'): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(file, 'utf8'))?.[1];
  return kib === undefined ? null : (Number(kib) * 1_024) / 1_000_000;
}
