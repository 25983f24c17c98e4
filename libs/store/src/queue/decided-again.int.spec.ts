import { type Actor, type Incident, type Queue, instantOf } from '@demarc/domain';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { loadOwedNotices } from '../notices/load-owed-notices.js';
import { readIncidentEvents } from './read-incident-events.js';
import { readReceipt } from './read-receipt.js';

const SOC = 'microsoft/security-operations';
const CUSTOMER = 'customer/security';
const [FIRST, LATER] = [Date.UTC(2026, 10, 22, 10), Date.UTC(2026, 10, 22, 11)].map((ms) => instantOf(ms));
const [EVENT, JOINED, OPENING, OTHER, MOVE] = [newId(), newId(), newId(), newId(), newId()];
const incident = { id: newId(), tenant: 'contoso', decisionId: MOVE } as Incident;
const kim: Actor = { party: 'customer', name: 'kim' };

let servers: Servers;
let store: DataSource;

/** What was the customer's is the SOC's after a second look, one hour later; another event had joined it at once. */
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(store);
  await store.query(
    `insert into incidents (tenant_id, incident_id, reference, state, party, queue, severity, correlation_key, opened_at,
       last_activity_at, revision, document)
     values ('contoso', $1, 'INC-1', 'new', 'microsoft', 'microsoft/operations', 'B', 'one', now(), now(), 1, $2)`,
    [incident.id, incident],
  );
  for (const id of [EVENT, JOINED]) await keepEvent(id);
  await decide(OPENING, EVENT, FIRST!, CUSTOMER, null);
  await decide(OTHER, JOINED, FIRST!, CUSTOMER, null);
  await decide(MOVE, EVENT, LATER!, SOC, { party: 'customer' });
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

it('shows an event once, by its newest decision, and to a customer only that half of it', async () => {
  const { items } = await readIncidentEvents(store, incident, kim, { limit: 10 });
  expect(items.map(({ id, event, otherHalf }) => [id, event.subjects.map(({ path }) => path), otherHalf])).toEqual([
    [EVENT, ['evidence[0]', 'user'], 1],
    [JOINED, ['evidence[0]', 'evidence[1]', 'user'], 0],
  ]);
  const all = await readIncidentEvents(store, incident, { ...kim, party: 'microsoft' }, { limit: 1 });
  expect(all.items[0]).toMatchObject({ otherHalf: 0, event: { subjects: { length: 3 } } });
  const rest = await readIncidentEvents(store, incident, kim, { limit: 1, cursor: all.next });
  expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[JOINED], null]);
});

it('answers the receipt on which custody rests now, else the first', async () => {
  expect(await readReceipt(store, incident)).toMatchObject({ decisionId: MOVE, clauseId: SOC });
  expect(await readReceipt(store, { ...incident, decisionId: newId() })).toMatchObject({ decisionId: OPENING });
});

it('tells each notice with the clause of the decision it follows from', async () => {
  const ids = [
    await owe('assignment', CUSTOMER, FIRST!),
    await owe('advisory', SOC, FIRST!),
    await owe('assignment', SOC, LATER!),
    await owe('recall', CUSTOMER, LATER!),
  ];
  const keys = ids.map((id) => ({ tenant: 'contoso', id }));
  const owed = await loadOwedNotices(store, keys);
  const found = ids.map((id) => owed.find(({ notice }) => notice.id === id)!);
  expect(found.map(({ clause, eventId }) => [clause?.id, eventId])).toEqual([
    [CUSTOMER, EVENT],
    [CUSTOMER, EVENT],
    [SOC, EVENT],
    [SOC, EVENT],
  ]);
});

async function keepEvent(id: string): Promise<void> {
  const subjects = ['evidence[0]', 'evidence[1]'].map((path) => ({ type: 'device', path }));
  const normalised = { id, subjects: [...subjects, { type: 'user', path: 'user' }] };
  await store.query(
    `insert into events (tenant_id, event_id, message_id, source, source_event_id, version, kind, format, subject,
       stream_seq, received_at, first_activity_at, headers, normalised)
     values ('contoso', $1::uuid, $1::uuid, 'urn:test', ($1::uuid)::text, '1', 'security', 'graph-alert', 's', 1, now(), now(), '{}', $2)`,
    [id, normalised],
  );
}

async function decide(id: string, eventId: string, at: string, queue: Queue, otherHalf: object | null): Promise<void> {
  const receipt = { clause: { id: queue }, otherHalf, devices: [{ subject: { path: 'evidence[0]' } }] };
  await store.query(
    `insert into decisions (tenant_id, decision_id, event_id, incident_id, decided_at, queue, clause_id, policy_version, receipt)
     values ('contoso', $1, $2, $3, $4, $5, $5, '2021-08-08', $6)`,
    [id, eventId, incident.id, at, queue, receipt],
  );
}

async function owe(kind: string, queue: Queue, at: string): Promise<string> {
  const id = newId();
  await store.query(
    `insert into notices (tenant_id, notice_id, incident_id, kind, queue, because, owed_at, state)
     values ('contoso', $1, $2, $3, $4, 'a rule', $5, 'owed')`,
    [id, incident.id, kind, queue, at],
  );
  return id;
}
