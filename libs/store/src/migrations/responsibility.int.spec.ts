import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Device, keysOfDevice } from '@demarc/domain';
import { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { FirstHouse1763800000000 } from './1763800000000-first-house.js';

const DEVICE = newId();
const INCIDENT = newId();
const DECISIONS = [newId(), newId()];
const IMPORTED = '2026-11-01T10:00:00Z';
const CORRECTED = '2026-11-02T10:00:00Z';

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  const before = new DataSource({ type: 'postgres', url: servers.databaseUrl, migrations: [FirstHouse1763800000000] });
  await before.initialize();
  await before.runMigrations();
  await fill(before);
  await before.destroy();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

it('a device of the first house keeps its ring and tags, since ever, and is found by what it was called', async () => {
  const rows = await store.query<{ document: Device; keys: string[]; until: string | null }[]>(
    'select document, keys, superseded_revision as until from devices order by revision',
  );
  const ever = (value: string) => ({ value, from: null, until: null });
  expect(rows[0]!.document).toEqual({
    id: DEVICE,
    entraId: 'aa-1',
    intuneId: null,
    serial: 'SN-É',
    os: 'Windows11',
    trustType: null,
    rings: [ever('Test')],
    tags: [ever('one'), ever('two')],
    groups: [],
    users: [],
    registrations: [],
    names: [ever('Übung.contoso.example')],
    defenderIds: [ever('DD')],
    enrolments: [],
    recordedAt: IMPORTED,
  });
  expect(rows[1]!.document).toMatchObject({ rings: [], tags: [] });
  expect(rows.map(({ until }) => until)).toEqual(['2', null]);
  for (const { document, keys } of rows) expect(keys.toSorted()).toEqual(keysOfDevice(document).toSorted());
});

it('each import that left devices is a state of the directory, as is one of an empty file', async () => {
  const imports = await store.query(
    `select tenant_id as tenant, revision::int, as_of as "asOf", coverage, fresh_hours as fresh, added, changed
     from directory_imports order by 1, 2`,
  );
  const rest = { coverage: 'complete', fresh: 24 };
  expect(imports).toEqual([
    { tenant: 'contoso', revision: 1, asOf: new Date(IMPORTED), added: 1, changed: 0, ...rest },
    { tenant: 'contoso', revision: 2, asOf: new Date(CORRECTED), added: 0, changed: 1, ...rest },
    { tenant: 'empty', revision: 1, asOf: expect.any(Date), added: 0, changed: 0, ...rest },
  ]);
  const tenants = await store.query('select tenant_id as tenant, directory_as_of as "asOf" from tenants order by 1');
  expect(tenants).toEqual([
    { tenant: 'contoso', asOf: new Date(CORRECTED) },
    { tenant: 'empty', asOf: expect.any(Date) },
    { tenant: 'never', asOf: null },
  ]);
});

it('an incident of the first house rests on its first decision', async () => {
  const [{ document }] = await store.query('select document from incidents');
  expect(document).toEqual({
    id: INCIDENT,
    area: 'other',
    review: [],
    decisionId: DECISIONS[0],
    informed: null,
    clocks: null,
    serviceImpactFlag: null,
    linked: [],
    claims: null,
    // What the desk added.
    decidedQueue: null,
    offer: null,
    refusals: 0,
    disputedAt: null,
    snoozed: null,
    waiting: null,
    internal: false,
    mergedInto: null,
    timers: {},
    escalation: null,
    acknowledgedBy: null,
    loweredFrom: null,
    dues: [],
  });
});

/** Rows as the release before wrote them. */
async function fill(before: DataSource): Promise<void> {
  await before.query(
    `insert into tenants (tenant_id, name, directory_revision, directory_loaded)
     values ('contoso', 'Contoso', 2, true), ('empty', 'Empty', 1, true), ('never', 'Never', 0, false)`,
  );
  const device = {
    id: DEVICE,
    entraId: 'aa-1',
    serial: 'SN-É',
    os: 'Windows11',
    trustType: null,
    ring: 'Test',
    tags: ['one', 'two'],
    names: [{ value: 'Übung.contoso.example', from: null, until: null }],
    defenderIds: [{ value: 'DD', from: null, until: null }],
    enrolments: [],
    recordedAt: IMPORTED,
  };
  const versions = [
    { revision: 1, document: device, recorded: IMPORTED, superseded: CORRECTED },
    {
      revision: 2,
      document: { ...device, ring: null, tags: [], recordedAt: CORRECTED },
      recorded: CORRECTED,
      superseded: null,
    },
  ];
  for (const { revision, document, recorded, superseded } of versions) {
    await before.query(
      `insert into devices (tenant_id, device_id, revision, entra_id, serial, document, recorded_at, superseded_at)
       values ('contoso', $1, $2, $3, $4, $5, $6, $7)`,
      [DEVICE, revision, device.entraId, device.serial, document, recorded, superseded],
    );
  }
  await before.query(
    `insert into incidents (tenant_id, incident_id, reference, state, party, queue, severity, correlation_key, opened_at,
       last_activity_at, revision, document)
     values ('contoso', $1, 'INC-1', 'new', 'microsoft', 'microsoft/operations', 'B', 'one', now(), now(), 1, $2)`,
    [INCIDENT, { id: INCIDENT, area: 'other' }],
  );
  for (const [at, decisionId] of DECISIONS.entries()) {
    await before.query(
      `insert into decisions (tenant_id, decision_id, event_id, incident_id, decided_at, queue, clause_id, policy_version, receipt)
       values ('contoso', $1, $1, $2, $3, 'microsoft/operations', 'X', 'Y', '{}')`,
      [decisionId, INCIDENT, new Date(Date.UTC(2026, 10, 1 + at))],
    );
  }
}
