import { setTimeout } from 'node:timers/promises';
import { DURABLES } from '@demarc/contracts';
import { connectBus, ensureDurable, lagOf } from '@demarc/runtime';
import { type DataSource, migrate, openStore } from '@demarc/store';
import { HttpDoor } from '../harness/http-door.js';
import { ServiceProcess } from '../harness/processes.js';
import type { Servers } from '../harness/servers.js';
import { graphAlert } from './alert-maker.js';
import { publishBacklog } from './publish-backlog.js';

const TENANT_ID = 'b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c';
const TENANTS = ['contoso', 'fabrikam', 'tailspin', 'adatum', 'woodgrove'];
const DEVICES = 2_000;
/** Each copy is an hour later, so that ids and times stay in the order in which a history grows. */
const COPY_EVERY_MS = 3_600_000;
const LOOK_EVERY_MS = 50;
const REAL_BEGIN = '2022-03-01T10:00:00Z';

/**
 * A history of `copies` x `real` events: the first are alerts that a router decided against a directory, one in twenty
 * of them over both sides; the rest are copies of those with ids and times of their own.
 */
export async function fillHistory(servers: Servers, api: HttpDoor, real: number, copies: number): Promise<void> {
  const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'bench' });
  try {
    await migrate(store);
    for (const tenant of TENANTS) {
      await must(api.post('/v1/tenants', { tenant, name: tenant }));
      await must(api.put(`/v1/tenants/${tenant}/directory/devices`, directory(), { 'content-type': 'text/csv' }));
    }
    await routeForReal(servers, real);
    await copyHistory(store, copies);
  } finally {
    await store.destroy();
  }
}

function directory(): string {
  const lines = Array.from({ length: DEVICES }, (_, n) => {
    const name = `mmd-${n}.contoso.example`;
    return [`SN-${n}`, name, machineId(n), n % 3 === 0 ? '' : 'Broad', n % 3 === 0 ? '' : '2021-01-01'].join(',');
  });
  return `serial,name,defender_ids,ring,enrolled_from\n${lines.join('\n')}\n`;
}

function alertOf(n: number): object {
  const alert = graphAlert(n, TENANT_ID, new Date(Date.parse(REAL_BEGIN) + n)) as { evidence: object[] };
  const [device, file] = alert.evidence;
  const machine = { mdeDeviceId: machineId(n % DEVICES) };
  const about = { ...device, ...machine, deviceDnsName: `mmd-${n % DEVICES}.contoso.example` };
  const other = { ...device, mdeDeviceId: machineId((n + 1) % DEVICES), deviceDnsName: 'another.contoso.example' };
  return { ...alert, evidence: [about, ...(n % 20 === 0 ? [other] : []), { ...file, ...machine }] };
}

function machineId(n: number): string {
  return n.toString(16).padStart(40, '0');
}

async function routeForReal(servers: Servers, events: number): Promise<void> {
  const bus = await connectBus(servers.natsUrl, 'bench');
  await publishBacklog(servers.natsUrl, events, (n) => TENANTS[n % TENANTS.length]!, alertOf);
  await ensureDurable(bus, DURABLES.routerEvents);
  const env = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl };
  const router = await ServiceProcess.start('router', env, servers.folder);
  await router.ready();
  for (;;) {
    const { pending, inFlight } = await lagOf(bus, DURABLES.routerEvents);
    if (pending + inFlight === 0) break;
    await setTimeout(LOOK_EVERY_MS);
  }
  await router.stop();
  await bus.close();
}

const LATER = `
  create or replace function bench_later(id uuid, copy int) returns uuid language sql immutable as $$
    select (lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint + copy * ${COPY_EVERY_MS}::bigint), 12, '0')
      || substr(replace(id::text, '-', ''), 13))::uuid
  $$`;

async function copyHistory(store: DataSource, copies: number): Promise<void> {
  await store.query(LATER);
  for (const table of ['events', 'incidents', 'decisions']) {
    await store.query(`create table bench_${table} as select * from ${table}`);
  }
  for (let copy = 1; copy < copies; copy += 1) {
    const at = (column: string) => `${column} + interval '${copy * COPY_EVERY_MS} milliseconds'`;
    const id = (column: string) => `bench_later(${column}, ${copy})`;
    await store.query(
      `insert into events select tenant_id, ${id('event_id')}, ${id('message_id')}, source, source_event_id || '-${copy}', version,
         kind, format, subject, stream_seq, ${at('received_at')}, first_activity_at, headers, normalised, raw
       from bench_events`,
    );
    await store.query(
      `insert into incidents select tenant_id, ${id('incident_id')}, reference, state, party, queue, severity, assignee,
         correlation_key || '-${copy}', ${at('opened_at')}, ${at('last_activity_at')}, revision,
         document || jsonb_build_object('id', ${id('incident_id')}, 'decisionId', ${id("(document->>'decisionId')::uuid")}), named
       from bench_incidents`,
    );
    await store.query(
      `insert into decisions select tenant_id, ${id('decision_id')}, ${id('event_id')}, ${id('incident_id')}, ${at('decided_at')},
         queue, clause_id, policy_version, receipt
       from bench_decisions`,
    );
  }
  await store.query('vacuum analyze');
}

async function must(call: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`the api answered ${status}: ${JSON.stringify(body)}`);
}
