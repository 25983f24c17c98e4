import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Instant, Notice } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { aNotice, keepAttempt, keepDelivery, keepNotices, minute } from '../../fixtures/a-ledger.js';
import { migrate, openStore } from '../data-source.js';
import { inTransaction } from '../transaction.js';
import { acknowledgeNotice } from './acknowledge-notice.js';
import { countUntold } from './count-untold.js';
import { deliveriesOfIncident } from './deliveries-of-incident.js';
import { type HeldBack, holdDeliveries } from './hold-deliveries.js';
import { type UntoldFilter, listUntold } from './list-untold.js';

const ANY: UntoldFilter = { tenant: null, party: null, reasons: null, owedUntil: null, internal: true };
const soon = minute(2);
const later = minute(400);

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
beforeEach(() => store.query('truncate notices, deliveries, delivery_attempts'));
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

async function owe(more: Partial<Notice> = {}): Promise<Notice> {
  const notice = aNotice(more);
  await keepNotices(store, [notice]);
  return notice;
}
async function reasons(now: Instant, filter: Partial<UntoldFilter> = {}): Promise<Record<string, string>> {
  const { items } = await listUntold(store, { ...ANY, ...filter }, { limit: 50 }, now);
  return Object.fromEntries(items.map(({ because, reason }) => [because, reason]));
}

it('a notice is told from the moment at which the first receiver accepted it', async () => {
  const notice = await owe();
  const [first, second] = [await keepDelivery(store, notice, 'Mail'), await keepDelivery(store, notice, 'Hook')];
  await keepAttempt(store, first, 'retrying', { at: minute(1) });
  expect((await deliveriesOfIncident(store, 'contoso', notice.incidentId!))[0]).toMatchObject({ toldAt: null });
  await keepAttempt(store, second, 'sent', { at: minute(3) });
  await keepAttempt(store, first, 'sent', { attempt: 2, at: minute(7) });
  const [record] = await deliveriesOfIncident(store, 'contoso', notice.incidentId!);
  expect(record).toMatchObject({
    clauseId: 'MS-4',
    policyVersion: '2021-08-08',
    owedAt: minute(0),
    toldAt: minute(3),
    acknowledgement: null,
    deliveries: [{ sentAt: minute(7), attempts: [{ at: minute(1) }, { at: minute(7) }] }, { sentAt: minute(3) }],
  });
});

it('lists who should know and does not with the reason, the longest owed first', async () => {
  await owe({ because: 'nobody took it yet', owedAt: minute(0) });
  const failed = await owe({ because: 'given up', owedAt: minute(1) });
  await keepAttempt(store, await keepDelivery(store, failed), 'failed');
  const retrying = await owe({ because: 'the receiver is down', owedAt: minute(2) });
  await keepAttempt(store, await keepDelivery(store, retrying), 'retrying', { answer: '503 later' });
  const nobody = await owe({ because: 'there is nobody', owedAt: minute(3) });
  await store.query(`update notices set state = 'unreachable' where notice_id = $1`, [nobody.id]);
  const half = await owe({ because: 'one of two accepted it' });
  await keepAttempt(store, await keepDelivery(store, half, 'Mail'), 'failed');
  await keepAttempt(store, await keepDelivery(store, half, 'Hook'), 'sent');
  const knows = await owe({ because: 'they say that they know' });
  await keepAttempt(store, await keepDelivery(store, knows), 'failed');
  await inTransaction(store, (client) =>
    acknowledgeNotice(client, {
      tenant: 'contoso',
      noticeId: knows.id,
      by: 'customer/dana',
      through: 'nats',
      now: soon,
    }),
  );
  expect(Object.entries(await reasons(soon))).toEqual([
    ['nobody took it yet', 'on-the-way'],
    ['given up', 'failed'],
    ['the receiver is down', 'on-the-way'],
    ['there is nobody', 'unreachable'],
  ]);
  expect(await reasons(later, { reasons: ['late'] })).toEqual({
    'nobody took it yet': 'late',
    'the receiver is down': 'late',
  });
  expect(await reasons(soon, { owedUntil: minute(1) })).toEqual({
    'nobody took it yet': 'on-the-way',
    'given up': 'failed',
  });
  const { items } = await listUntold(store, { ...ANY, reasons: ['late'] }, { limit: 50 }, later);
  expect(items[1]!.deliveries).toMatchObject([
    { contactName: 'Security', state: 'retrying', reason: 'connection-refused', answer: '503 later', attempts: 1 },
  ]);
  expect(items[1]!.lateAt).toBe(minute(242));
});

it('lists those of one tenant and party', async () => {
  await owe({ because: 'theirs' });
  await owe({ because: 'ours', queue: 'microsoft/operations' });
  await owe({ because: 'of another tenant', tenant: 'fabrikam' });
  expect(Object.keys(await reasons(soon, { tenant: 'contoso' }))).toEqual(['theirs', 'ours']);
  expect(Object.keys(await reasons(soon, { party: 'microsoft' }))).toEqual(['ours']);
});

it('shows each once over its pages, also when most of what it looks at is left out', async () => {
  const wanted: string[] = [];
  for (let n = 0; n < 450; n += 1) {
    const notice = aNotice({ because: `${n}`, owedAt: minute(Math.floor(n / 7)) });
    await keepNotices(store, [notice]);
    if (n % 150 !== 149) continue;
    await store.query(`update notices set state = 'unreachable' where notice_id = $1`, [notice.id]);
    wanted.push(notice.because);
  }
  const paged: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Awaited<ReturnType<typeof listUntold>> = await listUntold(
      store,
      { ...ANY, reasons: ['unreachable'] },
      { limit: 1, cursor },
      soon,
    );
    paged.push(...page.items.map(({ because }) => because));
    cursor = page.next;
  }
  expect(paged).toEqual(wanted);
});

it('counts them by party and reason', async () => {
  await owe();
  await owe({ queue: 'microsoft/operations' });
  for (const state of ['failed', 'failed', 'retrying', 'sent'] as const)
    await keepAttempt(store, await keepDelivery(store, await owe()), state);
  const counted = async (now: Instant) =>
    Object.fromEntries((await countUntold(store, now)).map((one) => [`${one.party} ${one.reason}`, one.notices]));
  expect(await counted(soon)).toEqual({ 'customer on-the-way': 2, 'customer failed': 2, 'microsoft on-the-way': 1 });
  expect(await counted(later)).toEqual({ 'customer late': 2, 'customer failed': 2, 'microsoft late': 1 });
});

it('what a digest tells is told when a receiver accepted the digest', async () => {
  const told = await owe({ because: 'in the digest' });
  const waiting = await owe({ because: 'in another, of another tenant', tenant: 'fabrikam' });
  const digest = await owe({ because: 'the digest', kind: 'digest', incidentId: null, tenant: 'microsoft' });
  const sent = await keepDelivery(store, digest);
  const digested = async (notice: Notice, digestId: string) => {
    const id = await keepDelivery(store, notice);
    await store.query(`update deliveries set state = 'digested', digest_id = $2 where delivery_id = $1`, [
      id,
      digestId,
    ]);
  };
  await digested(told, digest.id);
  await digested(waiting, aNotice().id);
  expect(Object.keys(await reasons(soon))).toHaveLength(3);
  await keepAttempt(store, sent, 'sent', { tenant: 'microsoft', at: minute(1) });
  expect(await reasons(soon)).toEqual({ 'in another, of another tenant': 'on-the-way' });
  const [record] = await deliveriesOfIncident(store, 'contoso', told.incidentId!);
  expect(record).toMatchObject({ toldAt: minute(1), deliveries: [{ state: 'digested' }] });
});

it('what was muted until its incident was over is owed to nobody any more, but what failed still is', async () => {
  const [over, half, open] = [
    await owe({ because: 'over' }),
    await owe({ because: 'half' }),
    await owe({ because: 'open' }),
  ];
  const muted = async (notice: Notice, name: string, until: Instant | null): Promise<HeldBack> => {
    const deliveryId = await keepDelivery(store, notice, name);
    return { tenant: 'contoso', deliveryId, state: 'muted', reason: until ? 'silence:1' : 'over', until };
  };
  await keepAttempt(store, await keepDelivery(store, half, 'Hook'), 'failed');
  await holdDeliveries(store, [
    await muted(over, 'Mail', null),
    await muted(over, 'Hook', null),
    await muted(half, 'Mail', null),
    await muted(open, 'Mail', minute(50)),
  ]);
  expect(await reasons(soon)).toEqual({ half: 'failed', open: 'muted' });
  expect(await countUntold(store, soon)).toHaveLength(2);
});
