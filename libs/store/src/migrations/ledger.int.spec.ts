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

it('notices of before are owed under the clause of the decision that they follow from', async () => {
  const before = await open([FirstHouse1763800000000, Responsibility1763900000000, TheDesk1764000000000]);
  await migrate(before);
  const decide = (at: string, queue: string, clause: string, version: string) =>
    before.query(
      `insert into decisions (tenant_id, decision_id, event_id, incident_id, decided_at, queue, clause_id, policy_version, receipt)
       values ('contoso', $1, $2, $3, $4, $5, $6, $7, '{}')`,
      [newId(), newId(), INCIDENT, at, queue, clause, version],
    );
  const owe = (at: string, kind: string, queue: string, incident: string | null = INCIDENT) =>
    before.query(
      `insert into notices (tenant_id, notice_id, incident_id, kind, queue, because, owed_at, state)
       values ('contoso', $1, $2, $3, $4, 'a rule', $5, 'planned')`,
      [newId(), incident, kind, queue, at],
    );
  await decide(FIRST, CUSTOMER, 'CU-6', '2021-08-08');
  await decide(LATER, SOC, 'MS-4', '2023-03-08');
  await owe(FIRST, 'assignment', CUSTOMER);
  await owe(FIRST, 'advisory', SOC);
  await owe(LATER, 'assignment', SOC);
  await owe(LATER, 'recall', CUSTOMER);
  await owe(LATER, 'update', CUSTOMER);
  await owe(LATER, 'digest', CUSTOMER, null);
  await before.destroy();

  const store = await open(MIGRATIONS);
  await migrate(store);
  const rows = await store.query(
    'select kind, clause_id as clause, policy_version as version from notices order by notice_id',
  );
  await store.destroy();
  expect(rows).toEqual([
    { kind: 'assignment', clause: 'CU-6', version: '2021-08-08' },
    { kind: 'advisory', clause: 'CU-6', version: '2021-08-08' },
    { kind: 'assignment', clause: 'MS-4', version: '2023-03-08' },
    { kind: 'recall', clause: 'MS-4', version: '2023-03-08' },
    { kind: 'update', clause: null, version: null },
    { kind: 'digest', clause: null, version: null },
  ]);
});
