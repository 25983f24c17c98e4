import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { AuditKeys } from '@demarc/contracts';
import { type Instant, epochMs, instantOf, parseInstant } from '@demarc/domain';
import { entryMarker } from '@demarc/runtime';
import {
  type DataSource,
  countUnsealed,
  holdChain,
  inTransaction,
  markEntriesBy,
  migrate,
  noteAdministration,
  openStore,
  tenantsToSeal,
} from '@demarc/store';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { type SealedRound, ChainBroken, sealChain } from './seal-chain.js';

const NOW = parseInstant('2026-11-22T10:00:00Z')!;
const KEYS = AuditKeys.parse('k1:a-secret-of-at-least-32-characters')!;
const addMs = (at: Instant, ms: number) => instantOf(epochMs(at) + ms);
const by = { actor: 'microsoft/alex', at: NOW };

let servers: Servers;
let store: DataSource;
let stranger: DataSource;
beforeAll(async () => {
  servers = await startServers();
  const open = () => openStore({ url: servers.databaseUrl, poolSize: 6, applicationName: 'spec' });
  [store, stranger] = [await open(), await open()];
  await migrate(store);
  markEntriesBy(store, entryMarker(KEYS));
}, 60_000);
afterAll(async () => {
  await Promise.all([store.destroy(), stranger.destroy()]);
  await servers.stop();
});
beforeEach(() =>
  store.query('truncate audit_entries, audit_pending, audit_chain, audit_heads, audit_checkpoints, timeline'),
);

const entry = (subject: string) => ({ tenant: 'contoso', action: 'test.done', subject, change: {} });
const write = (subject: string, into = store) =>
  inTransaction(into, (client) => noteAdministration(client, by, entry(subject)));
async function seal(now: Instant = NOW, keys = KEYS): Promise<SealedRound | null> {
  let round: SealedRound | null = null;
  await holdChain(store, 'contoso', async (chain) => {
    round = await sealChain(chain, keys, now);
  });
  return round;
}
/** Names in the chain in order, as subjects of their entries. */
const sealed = async (): Promise<string[]> => {
  const rows = await store.query<{ subject: string; place: number }[]>(
    `select e.subject from (select first_seq, p.* from audit_chain, string_to_table(names, E'\\n') with ordinality p(name, n)) c
     join audit_entries e on 'administration/' || e.entry_id = c.name order by c.first_seq + c.n`,
  );
  return rows.map(({ subject }) => subject);
};
const places = () => store.query('select first_seq::int, entries from audit_chain order by first_seq');
const names = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `change ${from + n}`);

it('seals what was written in order, whoever wrote it, and once', async () => {
  for (const subject of names(1, 3)) await write(subject);
  expect(await seal()).toEqual({ sealed: 3, refused: 0, more: false });
  expect(await seal()).toEqual({ sealed: 0, refused: 0, more: false });
  await write('change 4');
  expect(await seal()).toMatchObject({ sealed: 1 });
  expect(await sealed()).toEqual(names(1, 4));
  expect(await places()).toEqual([
    { first_seq: 1, entries: 3 },
    { first_seq: 4, entries: 1 },
  ]);
});

it('seals what committed late behind what was written after it', async () => {
  const late = store.createQueryRunner();
  const client = await late.connect();
  await client.query('begin');
  await noteAdministration(client, by, entry('late'));
  await write('early');
  await seal();
  expect(await sealed()).toEqual(['early']);
  await client.query('commit');
  await late.release();
  await seal();
  expect(await sealed()).toEqual(['early', 'late']);
});

it('has one chain without gaps from two that seal at once while others write', async () => {
  const writing = (async () => {
    for (const subject of names(1, 60)) await write(subject);
  })();
  let written = false;
  void writing.then(() => (written = true));
  const sealing = async () => {
    while (!written) await seal();
  };
  await Promise.all([writing, sealing(), sealing()]);
  while ((await seal())?.more);
  expect((await sealed()).toSorted()).toEqual(names(1, 60).toSorted());
  let next = 1;
  for (const { first_seq: first, entries } of await places()) {
    expect(first).toBe(next);
    next += entries;
  }
  expect(next).toBe(61);
});

it('leaves a chain to the one that has hold of it', async () => {
  await write('change 1');
  await holdChain(store, 'contoso', async () => expect(await seal()).toBeNull());
  expect(await seal()).toMatchObject({ sealed: 1 });
});

it('seals what was on record before, when a chain begins, and nothing unsigned after that', async () => {
  await write('of before', stranger);
  await store.query('delete from audit_pending');
  expect(await tenantsToSeal(store, NOW)).toEqual([]);
  await store.query(`insert into tenants (tenant_id, name) values ('contoso', 'Contoso')`);
  expect(await tenantsToSeal(store, NOW)).toEqual(['contoso']);
  await write('signed');
  await seal();
  expect(await sealed()).toEqual(['of before', 'signed']);
  await write('unsigned', stranger);
  expect(await seal()).toEqual({ sealed: 0, refused: 1, more: false });
  expect(await countUnsealed(store)).toBe(1);
  expect([await sealed(), await tenantsToSeal(store, NOW)]).toEqual([['of before', 'signed'], []]);
});

it('refuses a signature that was made for other names', async () => {
  await seal();
  await write('change 1');
  await write('forged', stranger);
  await store.query(
    `update audit_pending set names = (select names from audit_pending where mac is null) || E'\\n' || names where mac is not null`,
  );
  expect(await seal()).toMatchObject({ sealed: 0, refused: 2 });
});

it('signs a checkpoint now and then, also when nothing more comes', async () => {
  await write('change 1');
  await seal();
  await write('change 2');
  await seal();
  const checkpoints = () => store.query('select number, seq::int from audit_checkpoints order by number');
  expect(await checkpoints()).toEqual([{ number: 1, seq: 1 }]);
  const later = addMs(NOW, 5 * 60_000 + 1);
  expect(await tenantsToSeal(store, addMs(later, -5 * 60_000))).toContain('contoso');
  await seal(later);
  expect(await checkpoints()).toEqual([
    { number: 1, seq: 1 },
    { number: 2, seq: 2 },
  ]);
  await seal(later);
  expect(await checkpoints()).toHaveLength(2);
});

it('goes on with a new key where the one before sealed, and with nothing where the end was touched', async () => {
  await write('change 1');
  await seal();
  const rotated = AuditKeys.parse('k2:another-secret-of-32-characters-or-more,k1:a-secret-of-at-least-32-characters')!;
  await write('change 2');
  expect(await seal(NOW, rotated)).toMatchObject({ sealed: 1 });
  await store.query('update audit_heads set seq = seq - 1');
  await write('change 3');
  await expect(seal(NOW, rotated)).rejects.toThrow(ChainBroken);
  expect(await sealed()).toEqual(['change 1', 'change 2']);
});
