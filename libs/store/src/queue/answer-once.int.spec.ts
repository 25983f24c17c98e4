import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { eventually } from '../../../../test/harness/eventually.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { inTransaction } from '../transaction.js';
import { KeyReusedError, answerOnce, fingerprintOf, forgetAnswers } from './answer-once.js';

const DAY_MS = 24 * 3_600_000;
const day = (n: number): Instant => instantOf(Date.UTC(2026, 10, n));
const request = {
  actor: 'microsoft/alex',
  key: 'k-1',
  fingerprint: fingerprintOf('redrive', { all: true }),
  now: day(1),
};

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
beforeEach(() => store.query('truncate command_answers'));
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

/** Work that counts how often it was done. */
function counted() {
  let done = 0;
  return {
    work: async () => ({ done: (done += 1) }),
    times: () => done,
  };
}
const ask = (work: () => Promise<unknown>, more: Partial<typeof request> = {}) =>
  inTransaction(store, (client) => answerOnce(client, { tenant: 'contoso', ...request, ...more }, work));

it('does the work once and answers the same each time after', async () => {
  const { work, times } = counted();
  expect(await ask(work)).toEqual({ answer: { done: 1 }, repeated: false });
  expect(await ask(work, { now: day(2) })).toEqual({ answer: { done: 1 }, repeated: true });
  expect(times()).toBe(1);
});

it('takes the same key of another sender, and another key, for other requests', async () => {
  const { work } = counted();
  await ask(work);
  expect(await ask(work, { actor: 'customer/dana' })).toEqual({ answer: { done: 2 }, repeated: false });
  expect(await ask(work, { key: 'k-2' })).toEqual({ answer: { done: 3 }, repeated: false });
});

it('refuses a key that was used for something else, and does nothing', async () => {
  const { work, times } = counted();
  await ask(work);
  const other = { fingerprint: fingerprintOf('redrive', { tenant: 'contoso' }) };
  await expect(ask(work, other)).rejects.toThrow(KeyReusedError);
  expect(times()).toBe(1);
});

it('two at once: the second waits for the first and answers what it did', async () => {
  const { work, times } = counted();
  const isWaiting = async () => {
    const rows = await store.query(`select from pg_stat_activity where wait_event = 'transactionid'`);
    return rows.length > 0;
  };
  let second: Promise<unknown> = Promise.resolve();
  const first = ask(async () => {
    second = ask(work);
    await eventually('the second to wait for the first', isWaiting);
    return work();
  });
  expect(await first).toEqual({ answer: { done: 1 }, repeated: false });
  expect(await second).toEqual({ answer: { done: 1 }, repeated: true });
  expect(times()).toBe(1);
});

it('keeps nothing of work that failed, so that it can be asked again', async () => {
  await expect(ask(() => Promise.reject(new Error('the disk is full')))).rejects.toThrow('the disk is full');
  expect(await ask(counted().work)).toEqual({ answer: { done: 1 }, repeated: false });
});

it('forgets answers after seven days, so many at a time', async () => {
  const { work } = counted();
  for (const n of [1, 2, 3]) await ask(work, { key: `k-${n}`, now: day(n) });
  const later = instantOf(Date.UTC(2026, 10, 2) + 7 * DAY_MS + 1);
  expect(await forgetAnswers(store, later, 1)).toBe(1);
  expect(await forgetAnswers(store, later, 10)).toBe(1);
  expect(await ask(work, { key: 'k-3' })).toMatchObject({ repeated: true });
  expect(await ask(work, { key: 'k-1' })).toMatchObject({ repeated: false });
});
