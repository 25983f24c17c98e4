import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { multirangeOf, noteSettled } from './note-settled.js';

const STREAM = 'EVENTS@2026-11-27T10:00:00Z';

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});
beforeEach(() => store.query('truncate settlements'));

it('leaves a row for each tenant, and one for messages of nobody', async () => {
  const [a, b, c] = [newId(), newId(), newId()];
  const message = (tenant: string | null, streamSeq: number) => ({ tenant, stream: STREAM, streamSeq });
  await inTransaction(store, (client) =>
    noteSettled(client, {
      messages: [message('contoso', 4), message('fabrikam', 5), message('contoso', 3), message(null, 9)],
      events: [
        { tenant: 'contoso', id: a },
        { tenant: 'contoso', id: b },
      ],
      quarantined: [{ tenant: null, id: c }],
    }),
  );
  const rows = await store.query(
    'select tenant_id, stream, sequences, events, quarantined, notices from settlements order by tenant_id',
  );
  const rest = { stream: STREAM, notices: [] };
  expect(rows).toEqual([
    { ...rest, tenant_id: 'contoso', sequences: '{[3,5)}', events: [a, b], quarantined: [] },
    { ...rest, tenant_id: 'fabrikam', sequences: '{[5,6)}', events: [], quarantined: [] },
    { ...rest, tenant_id: null, sequences: '{[9,10)}', events: [], quarantined: [c] },
  ]);
});

it('leaves nothing of nothing, and no stream of what no message brought', async () => {
  const id = newId();
  await inTransaction(store, (client) => noteSettled(client, { notices: [] }));
  await inTransaction(store, (client) => noteSettled(client, { notices: [{ tenant: 'contoso', id }] }));
  const rows = await store.query('select stream, sequences, notices from settlements');
  expect(rows).toEqual([{ stream: null, sequences: '{}', notices: [id] }]);
});

it('writes sequences as ranges, whatever their order and however often', () => {
  expect([[], [7], [3, 1, 2, 7, 2]].map(multirangeOf)).toEqual(['{}', '{[7,8)}', '{[1,4),[7,8)}']);
});
