import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate } from '../data-source.js';
import { newId } from '../new-id.js';
import { FirstHouse1763800000000 } from './1763800000000-first-house.js';
import { Responsibility1763900000000 } from './1763900000000-responsibility.js';
import { TheDesk1764000000000 } from './1764000000000-the-desk.js';
import { MIGRATIONS } from './index.js';

const INCIDENT = newId();
const FIRST = '2026-11-01T10:00:00Z';
const LATER = '2026-11-02T10:00:00Z';
const SOC = 'microsoft/security-operations';
const CUSTOMER = 'customer/security';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
}, 60_000);
afterAll(() => servers.stop());

async function open(migrations: typeof MIGRATIONS): Promise<DataSource> {
  const store = new DataSource({ type: 'postgres', url: servers.databaseUrl, migrations, poolSize: 2 });
  return store.initialize();
}

it('notices of before get the clause of the decision that they follow from, and when they were first accepted', async () => {
  const before = await open([FirstHouse1763800000000, Responsibility1763900000000, TheDesk1764000000000]);
  await migrate(before);
  const decide = (at: string, queue: string, clause: string, version: string) =>
    before.query(
      `insert into decisions (tenant_id, decision_id, event_id, incident_id, decided_at, queue, clause_id, policy_version, receipt)
       values ('contoso', $1, $2, $3, $4, $5, $6, $7, '{}')`,
      [newId(), newId(), INCIDENT, at, queue, clause, version],
    );
  const owe = (at: string, kind: string, queue: string, incident: string | null = INCIDENT) =>
    before
      .query(
        `insert into notices (tenant_id, notice_id, incident_id, kind, queue, because, owed_at, state)
         values ('contoso', $1, $2, $3, $4, 'a rule', $5, 'planned') returning notice_id as id`,
        [newId(), incident, kind, queue, at],
      )
      .then(([row]) => row.id as string);
  const deliver = (notice: string, state: string, sentAt: string | null) =>
    before.query(
      `insert into deliveries (tenant_id, delivery_id, notice_id, incident_id, contact_id, contact_name, channel, target,
         state, attempts, planned_at, retry_since, sent_at)
       values ('contoso', $1::uuid, $2, $3, $1::uuid, 'Security', 'email', 'security@contoso.example', $4, 1, $5, $5, $6)`,
      [newId(), notice, INCIDENT, state, FIRST, sentAt],
    );
  await decide(FIRST, CUSTOMER, 'CU-6', '2021-08-08');
  await decide(LATER, SOC, 'MS-4', '2023-03-08');
  const told = await owe(FIRST, 'assignment', CUSTOMER);
  const failed = await owe(FIRST, 'advisory', SOC);
  await owe(LATER, 'assignment', SOC);
  await owe(LATER, 'recall', CUSTOMER);
  await owe(LATER, 'update', CUSTOMER);
  await owe(LATER, 'digest', CUSTOMER, null);
  await deliver(told, 'sent', LATER);
  await deliver(told, 'sent', FIRST);
  await deliver(told, 'failed', null);
  await deliver(failed, 'failed', null);
  await before.destroy();

  const store = await open(MIGRATIONS);
  await migrate(store);
  const rows = await store.query(
    'select kind, clause_id as clause, policy_version as version, told_at as told from notices order by notice_id',
  );
  await store.destroy();
  expect(rows).toEqual([
    { kind: 'assignment', clause: 'CU-6', version: '2021-08-08', told: new Date(FIRST) },
    { kind: 'advisory', clause: 'CU-6', version: '2021-08-08', told: null },
    { kind: 'assignment', clause: 'MS-4', version: '2023-03-08', told: null },
    { kind: 'recall', clause: 'MS-4', version: '2023-03-08', told: null },
    { kind: 'update', clause: null, version: null, told: null },
    { kind: 'digest', clause: null, version: null, told: null },
  ]);
});
