import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { inputs } from '../../../domain/src/fixtures/policy-fixture.js';
import { migrate, openStore } from '../data-source.js';
import { OURS, THEIRS, day, decisionsOn, keepAgain, keepDecided, on } from '../../fixtures/a-history.js';
import { type HistoryRange, type HistoryRow, readHistory } from './history.js';

const { policy } = inputs();

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
beforeEach(() => store.query('truncate events, decisions, incidents'));
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

async function read(range: Partial<HistoryRange> = {}): Promise<readonly HistoryRow[]> {
  const all: HistoryRow[] = [];
  for await (const rows of readHistory(servers.databaseUrl, { from: day(1), to: day(30), tenant: null, ...range }))
    all.push(...rows);
  return all;
}
const ids = (rows: readonly HistoryRow[]) => rows.map(({ event }) => event.id).toSorted();

it('reads what was received in its time, of its tenant', async () => {
  await keepDecided(store, on('before', OURS), policy, day(3));
  await keepDecided(store, on('first', OURS), policy, day(4));
  await keepDecided(store, { ...on('foreign', OURS), tenant: 'fabrikam' }, policy, day(5));
  await keepDecided(store, on('after', OURS), policy, day(6));
  expect(ids(await read({ from: day(4), to: day(6) }))).toEqual(['first', 'foreign']);
  expect(ids(await read({ tenant: 'contoso' }))).toEqual(['after', 'before', 'first']);
});

it('gives the decision with the event and the incident it is in', async () => {
  const { incidents } = await keepDecided(store, on('alert', OURS), policy, day(4));
  expect(await read()).toMatchObject([
    {
      tenant: 'contoso',
      incidentId: incidents.microsoft,
      title: 'title of alert',
      state: 'new',
      custody: true,
      queue: 'microsoft/security-operations',
      clauseId: 'OURS',
      event: { severity: 'medium' },
      receipt: { receiptVersion: 2, policyVersion: '2021-08-08', devices: [{ class: 'mmd' }] },
      otherHalf: null,
    },
  ]);
});

it('gives each half of a divided event with the other', async () => {
  await keepDecided(store, on('alert', OURS, THEIRS), policy, day(4));
  const rows = await read();
  expect(rows.map(({ queue, otherHalf }) => [queue, otherHalf?.devices[0]?.class]).toSorted()).toEqual([
    ['customer/security', 'mmd'],
    ['microsoft/security-operations', 'non-mmd'],
  ]);
});

it('leaves out a decision that was taken again, and finds the half that was not', async () => {
  const event = on('alert', OURS, THEIRS);
  const kept = await keepDecided(store, event, policy, day(4));
  const [ours] = decisionsOn(event, policy, day(5));
  await keepAgain(store, kept, 'contoso', kept.incidents.microsoft!, ours!);
  const rows = await read();
  expect(rows.map(({ queue, receipt, custody }) => [queue, receipt.decidedAt, custody])).toEqual([
    ['microsoft/security-operations', day(5), true],
  ]);
  expect(rows[0]!.otherHalf?.devices[0]?.class).toBe('non-mmd');
});

it('knows the event of custody in each of its versions, and no other event', async () => {
  const { incidents } = await keepDecided(store, on('alert', OURS), policy, day(4));
  await keepDecided(store, { ...on('alert', OURS), version: '2' }, policy, day(5), incidents);
  await keepDecided(store, on('another', OURS), policy, day(6), incidents);
  const rows = await read();
  expect(rows.map(({ event, version, custody }) => [event.id, version, custody]).toSorted()).toEqual([
    ['alert', '1', true],
    ['alert', '2', true],
    ['another', '1', false],
  ]);
});

it('comes incident by incident, over many pages', async () => {
  const homes = [];
  for (let n = 0; n < 3; n += 1) homes.push(await keepDecided(store, on(`alert-${n}`, OURS), policy, day(4)));
  await store.query(
    `insert into events select tenant_id, gen_random_uuid(), message_id, source, source_event_id || n, version, kind, format,
       subject, stream_seq, received_at, first_activity_at, headers, normalised, raw from events, generate_series(1, 400) n`,
  );
  await store.query(
    `insert into decisions select d.tenant_id, gen_random_uuid(), e.event_id, d.incident_id, d.decided_at + interval '1 second',
       d.queue, d.clause_id, d.policy_version, d.receipt
     from events e join events o on o.source_event_id = left(e.source_event_id, 7) and e.source_event_id <> o.source_event_id
     join decisions d on d.event_id = o.event_id`,
  );
  const rows = await read();
  expect(rows).toHaveLength(1_203);
  const turns = rows.filter(({ incidentId }, at) => rows[at - 1]?.incidentId !== incidentId);
  expect(turns.map(({ incidentId }) => incidentId)).toEqual(
    homes.map(({ incidents }) => incidents.microsoft).toSorted(),
  );
});

it('reads as of one moment, never as a writer, and leaves no connection behind when it is stopped early', async () => {
  await keepDecided(store, on('alert', OURS), policy, day(4));
  const connections = () =>
    store.query(
      `select backend_xid, backend_xmin is not null as "holdsMoment" from pg_stat_activity
       where application_name = 'demarc-replay'`,
    );
  const pages = readHistory(servers.databaseUrl, { from: day(1), to: day(30), tenant: null });
  const { value } = await pages.next();
  expect([...value!]).toHaveLength(1);
  expect(await connections()).toEqual([{ backend_xid: null, holdsMoment: true }]);
  await pages.return();
  expect(await connections()).toEqual([]);
});
