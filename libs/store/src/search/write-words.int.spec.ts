import { type Incident, deviceKey, referenceOf } from '@demarc/domain';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { incidentMaker } from '../../../../test/bench/incident-maker.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { listIncidents } from '../queue/list-incidents.js';
import { insertIncidents, updateIncidents, updateNamed } from '../queue/save-incidents.js';
import { inTransaction } from '../transaction.js';
import { searchBacklog, writeWords } from './write-words.js';

const ENTRA_ID = 'A72FF370-14b2-4b14-af8f-ec58923bb0ef';
const DEFENDER_ID = '8e296a067a37563303ed05f5853b3bf3c7e5f2a1';
const [FOUND, OTHER] = [newId(), newId()];

let servers: Servers;
let store: DataSource;
let made: Incident;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 3, applicationName: 'spec' });
  await migrate(store);
  made = (await incidentMaker(1))(0).incident;
  await open(FOUND, {
    title: 'Übermäßige Anmeldungen: “Łódź” (naïve café) reports C++ & .NET',
    about: 'FIN-LT-0101',
    source: 'microsoftDefenderForEndpoint',
    correlationKey: 'defender-incident:1204477',
    claims: ['microsoftDefenderForEndpoint\nda637995287051192_756343937', 'zabbix\nticket/4711 "x"'],
  });
  await open(OTHER, { title: 'Something else', about: 'PRN-1', source: 'zabbix', correlationKey: 'x', claims: null });
  await nameAs(FOUND, [
    deviceKey.entraId(ENTRA_ID),
    deviceKey.defenderId(DEFENDER_ID),
    deviceKey.serial('5CG0001XYZ'),
    deviceKey.name('fin-lt-0101.contoso.example'),
    deviceKey.user('l.mulder@contoso.com'),
  ]);
  await writeAll();
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

async function open(id: string, given: Partial<Incident>): Promise<void> {
  const rest = { state: 'new', resolvedAt: null, revision: 1, reference: referenceOf(id) } as const;
  const incident = { ...made, ...rest, id, ...given };
  await inTransaction(store, (client) => insertIncidents(client, [incident], new Map()));
}

const nameAs = (incidentId: string, keys: readonly string[]) =>
  inTransaction(store, (client) => updateNamed(client, [{ incidentId, tenant: made.tenant, keys }]));

async function change(id: string, given: Partial<Incident>): Promise<void> {
  const [row] = await store.query<{ document: Incident }[]>('select document from incidents where incident_id = $1', [
    id,
  ]);
  const document = { ...row!.document, ...given, revision: row!.document.revision + 1 };
  await inTransaction(store, (client) => updateIncidents(client, [document]));
}

async function writeAll(): Promise<void> {
  while ((await writeWords(store, 1)) > 0);
}

async function found(q: string): Promise<readonly string[]> {
  const { items } = await listIncidents(store, { q, internal: true }, '-openedAt', { limit: 10 });
  return items.map(({ id }) => id);
}

describe('an incident is found by', () => {
  test.each([
    ['a word of its title', 'anmeldungen'],
    ['the beginning of one', 'Anmeld'],
    ['accents or none', 'ubermassige'],
    ['accents that the title has not', 'Ānmeldungen'],
    ['letters that Unicode does not take apart', 'lodz'],
    ['another way to write the same letter', 'nai\u0308ve'],
    ['words in any order', 'café anmeldungen'],
    ['words with signs', 'C++ .NET'],
    ['its device', 'FIN-LT-0101'],
    ['what stands after a hyphen', 'lt-01'],
    ['the last part of a name', '0101'],
    ['the whole name of the device', 'fin-lt-0101'],
    ['an Entra id as it is written', ENTRA_ID],
    ['an Entra id without its dashes', ENTRA_ID.replaceAll('-', '')],
    ['the beginning of an Entra id', 'a72ff370-14b2-4'],
    ['a Defender id', DEFENDER_ID.toUpperCase()],
    ['the beginning of a Defender id', DEFENDER_ID.slice(0, 7)],
    ['a serial', '5cg0001'],
    ['a user', 'l.mulder@contoso.com'],
    ['a user before the @', 'L.Mulder'],
    ['a surname', 'mulder'],
    ['its reference', () => referenceOf(FOUND)],
    ['the beginning of its reference', () => referenceOf(FOUND).slice(0, 11).toLowerCase()],
    ['the end of its reference', () => referenceOf(FOUND).slice(-5)],
    ['its reference and a word', () => `${referenceOf(FOUND)} anmeld`],
    ['its correlation', '1204477'],
    ['its source', 'microsoftdefender'],
    ["an event's id", 'da637995287051192_756343937'],
    ["the beginning of an event's id", 'da6379952870'],
    ["a later event's id", 'ticket/4711'],
    ['all of it together', 'mulder fin-lt ticket 1204477'],
    ['words among signs of a query', "' | fin:* & !("],
    ['a phrase of its title', '"naïve café"'],
    ['a phrase across signs', '"lodz naive"'],
  ])('%s: %s', async (_what, q) => {
    expect(await found(typeof q === 'string' ? q : q())).toEqual([FOUND]);
  });

  test.each(['anmeldungens', 'lt-02', 'mulder contoso nobody', '"café naive"', 'd', '!!', 'ticket-4712'])(
    'not by %s',
    async (q) => {
      expect(await found(q)).toEqual([]);
    },
  );
});

it('is found by what it comes to hold, and no more by what it lost', async () => {
  await change(OTHER, { claims: ['zabbix\nlater-17'] });
  await nameAs(OTHER, [deviceKey.name('NEW-9')]);
  expect(await found('later-17')).toEqual([]);
  await writeAll();
  expect([await found('later-17'), await found('new-9')]).toEqual([[OTHER], [OTHER]]);
  await change(OTHER, { claims: [] });
  await writeAll();
  expect([await found('later-17'), await found('new-9')]).toEqual([[], [OTHER]]);
});

it('is found among what is open or resolved, wherever it is by now', async () => {
  const among = async (state: readonly Incident['state'][]) => {
    const { items } = await listIncidents(store, { q: 'prn', state }, '-openedAt', { limit: 10 });
    return items.map(({ id }) => id);
  };
  await change(OTHER, { state: 'resolved' });
  await writeAll();
  expect([await among(['new']), await among(['resolved'])]).toEqual([[], [OTHER]]);
  const [row] = await store.query('select is_open as open from incident_words where incident_id = $1', [OTHER]);
  expect(row).toEqual({ open: false });
  await change(OTHER, { state: 'new' });
  await writeAll();
  expect([await among(['new']), await among(['resolved'])]).toEqual([[OTHER], []]);
});

it('takes a word that no index could hold, and one of a hundred keys', async () => {
  const id = newId();
  await open(id, { title: `${'x'.repeat(5_000)} ends`, correlationKey: 'long' });
  await nameAs(
    id,
    Array.from({ length: 100 }, (_, n) => deviceKey.name(`pc-${n}-of-many`)),
  );
  await writeAll();
  expect(await found('x'.repeat(150))).toEqual([id]);
  expect(await found('pc-99-of-many ends')).toEqual([id]);
});

it('leaves what it could not finish for the next', async () => {
  const before = await searchBacklog(store);
  await change(OTHER, { title: 'Said anew' });
  expect(await searchBacklog(store)).toBe(before + 1);
  const stuck = store.createQueryRunner();
  await stuck.startTransaction();
  await stuck.query('select from search_backlog for update');
  expect(await writeWords(store, 10)).toBe(0);
  await stuck.rollbackTransaction();
  await stuck.release();
  expect(await writeWords(store, 10)).toBe(1);
  expect(await found('anew')).toEqual([OTHER]);
});

it('never puts older words over newer ones', async () => {
  await change(OTHER, { title: 'The newest' });
  await writeAll();
  await store.query(
    `update incidents set revision = revision - 1, document = document || '{"title": "Of before"}' where incident_id = $1`,
    [OTHER],
  );
  await store.query('insert into search_backlog values ($1, $2)', [newId(), [OTHER]]);
  await writeAll();
  expect([await found('newest'), await found('before')]).toEqual([[OTHER], []]);
});
