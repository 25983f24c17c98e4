import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { eventually } from '../../../../test/harness/eventually.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { eventKeyOf, loadKnownForUpdate } from './load-known.js';

const KEY = { tenant: 'contoso', source: 'urn:test', id: 'alert-1', correlationKey: 'one' };
const INCIDENT = {
  id: newId(),
  tenant: 'contoso',
  correlationKey: 'one',
  party: 'microsoft',
  decidedQueue: 'microsoft/operations',
  state: 'new',
  revision: 1,
};

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

it('knows the version that another router committed while it waited for the incident', async () => {
  await store.query(
    `insert into incidents (tenant_id, incident_id, reference, state, party, queue, severity, correlation_key, opened_at,
       last_activity_at, revision, document)
     values ('contoso', $1, 'INC-1', 'new', 'microsoft', 'microsoft/operations', 'B', 'one', now(), now(), 1, $2)`,
    [INCIDENT.id, INCIDENT],
  );
  await inTransaction(store, (client) => keep(client, '1'));
  const versions = await inTransaction(store, async (first) => {
    await loadKnownForUpdate(first, [KEY]);
    await keep(first, '3');
    const second = inTransaction(store, async (client) => (await loadKnownForUpdate(client, [KEY])).events);
    await eventually('the second router to wait for the lock', async () => {
      const waiting = await store.query<unknown[]>(`select from pg_stat_activity where wait_event_type = 'Lock'`);
      return waiting.length === 1;
    });
    return { second };
  }).then(async ({ second }) => (await second).get(eventKeyOf('contoso', 'urn:test', 'alert-1'))?.versions);
  expect(versions).toEqual(['1', '3']);
});

/** An event of this version, decided into the incident. */
async function keep(client: PoolClient, version: string): Promise<void> {
  const eventId = newId();
  await client.query(
    `insert into events (tenant_id, event_id, message_id, source, source_event_id, version, kind, format, subject, stream_seq,
       received_at, first_activity_at, headers, normalised)
     values ('contoso', $1, $1, 'urn:test', 'alert-1', $2, 'security', 'graph-alert', 's', 1, now(), now(), '{}', '{}')`,
    [eventId, version],
  );
  await client.query(
    `insert into decisions (tenant_id, decision_id, event_id, incident_id, decided_at, queue, clause_id, policy_version, receipt)
     values ('contoso', $1, $2, $3, now(), 'microsoft/operations', 'X', 'Y', '{}')`,
    [newId(), eventId, INCIDENT.id],
  );
}
