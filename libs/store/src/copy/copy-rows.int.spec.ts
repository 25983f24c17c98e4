import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { type CopyColumns, copyRows } from './copy-rows.js';

const COLUMNS: CopyColumns = {
  id: 'uuid',
  words: 'text',
  list: 'text[]',
  small: 'int4',
  large: 'int8',
  at: 'timestamptz',
  bytes: 'bytea',
  plain: 'json',
  parsed: 'jsonb',
};

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await store.query(
    `create table copied (id uuid, words text, list text[], small int4, large int8, at timestamptz, bytes bytea, plain json, parsed jsonb)`,
  );
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

it('brings back what it was given, whatever the text and bytes', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 200 })
    .map((words) => words.replaceAll('\0', '').toWellFormed());
  const row = fc.record({
    words: fc.option(text),
    list: fc.option(fc.array(text, { maxLength: 5 })),
    small: fc.integer(),
    large: fc.maxSafeInteger(),
    bytes: fc.uint8Array({ maxLength: 3_000 }),
    json: text,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (rows) => {
      await store.query('truncate copied');
      const given = rows.map((one) => ({ id: newId(), ...one }));
      await inTransaction(store, (client) =>
        copyRows(
          client,
          'copied',
          COLUMNS,
          given.map((one) => [
            one.id,
            one.words,
            one.list,
            one.small,
            one.large,
            '2021-04-27T12:19:27.7211305Z',
            one.bytes,
            { json: one.json },
            [one.json],
          ]),
        ),
      );
      const back = await store.query<Record<string, unknown>[]>(
        `select id, words, list, small, large::text, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, bytes, plain, parsed from copied order by id`,
      );
      expect(back).toEqual(
        given.map((one) => ({
          id: one.id,
          words: one.words,
          list: one.list,
          small: one.small,
          large: String(one.large),
          at: '2021-04-27T12:19:27.721130',
          bytes: Buffer.from(one.bytes),
          plain: { json: one.json },
          parsed: [one.json],
        })),
      );
    }),
    { numRuns: 30 },
  );
}, 60_000);
