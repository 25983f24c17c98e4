import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { aNotice, keepDelivery } from '../../fixtures/a-ledger.js';
import {
  MS_PER_HOUR,
  NOW,
  STREAM,
  forgetAll,
  gapsIn,
  lookAt,
  minutesLater,
  oldId,
  seen,
} from '../../fixtures/a-look.js';
import { type Settled, aSettledBatch } from '../../fixtures/a-settled-batch.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { beginBook } from './find-skipped.js';
import { noteRemoved } from './note-removed.js';
import { noteSettled } from './note-settled.js';
import { listGaps, readReconciliation } from './read-reconciliation.js';
import { reconcileAll } from './reconcile.js';

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 3, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

type Look = Parameters<typeof lookAt>;
const look = (events: Look[1], now?: Look[2], bus?: Look[3]) => lookAt(store, events, now, bus);
const gaps = () => gapsIn(store);

let kept: Settled;
beforeEach(async () => {
  await forgetAll(store);
  kept = await aSettledBatch(store, STREAM, [1, 2, 3]);
});

describe('what is missing is found', () => {
  const planted: readonly (readonly [string, (of: Settled) => readonly [sql: string, id: string], gap: string])[] = [
    ['an event', ({ eventId }) => ['delete from events where event_id = $1', eventId], 'event-missing'],
    [
      'a decision',
      ({ decisionId }) => ['delete from decisions where decision_id = $1', decisionId],
      'decision-missing',
    ],
    [
      'an incident',
      ({ incidentId }) => ['delete from incidents where incident_id = $1', incidentId],
      'incident-missing',
    ],
    ['a notice', ({ noticeId }) => ['delete from notices where notice_id = $1', noticeId], 'notice-missing'],
    [
      'a quarantined message',
      ({ quarantineId }) => ['delete from quarantine where quarantine_id = $1', quarantineId],
      'quarantine-missing',
    ],
    [
      'an owner',
      ({ incidentId }) => [`update incidents set queue = '' where incident_id = $1`, incidentId],
      'incident-unowned',
    ],
    ['a delivery', ({ noticeId }) => ['delete from deliveries where notice_id = $1', noticeId], 'delivery-missing'],
    [
      'the next time of a delivery',
      ({ noticeId }) => [`update deliveries set next_attempt_at = null where notice_id = $1`, noticeId],
      'delivery-stuck',
    ],
  ];
  it.each(planted)('%s, before anybody looked', async (_, plant, kind) => {
    const [sql, id] = plant(kept);
    await store.query(sql, [id]);
    await look(seen(4));
    expect(await gaps()).toEqual([`${kind} ${id}`]);
  });

  it.each(planted)('%s, after it was looked at, and mended when it is back', async (_, plant, kind) => {
    await look(seen(4));
    expect(await gaps()).toEqual([]);
    const [sql, id] = plant(kept);
    const table = /(?:from|update) (\w+)/.exec(sql)![1]!;
    await store.query(`create table backup as select * from ${table}`);
    await store.query(sql, [id]);
    await look(seen(4), minutesLater(1));
    expect(await gaps()).toEqual([`${kind} ${id}`]);
    await store.query(`delete from ${table}`);
    const columns = await restorable(table);
    await store.query(`insert into ${table} (${columns}) select ${columns} from backup`);
    await store.query('drop table backup');
    await look(seen(4), minutesLater(2));
    expect(await gaps()).toEqual([]);
  });

  it('a message that left the stream unsettled, also between others', async () => {
    await aSettledBatch(store, STREAM, [5, 8]);
    await look(seen(9));
    expect(await gaps()).toEqual([`message-skipped ${STREAM} 4`, `message-skipped ${STREAM} 6-7`]);
    const [gap] = await listGaps(store, 1);
    expect(gap?.facts).toMatchObject({ messages: 1, publishedAfter: expect.any(String) });
  });

  it('a message that left above one that is still there', async () => {
    await aSettledBatch(store, STREAM, [6]);
    await look(seen(4, { lastSeq: 7, left: [5, 6] }));
    expect(await gaps()).toEqual([`message-skipped ${STREAM} 5`]);
  });

  it('what a stream held that is no more', async () => {
    await look(seen(4, { lastSeq: 9 }));
    expect(await gaps()).toEqual([]);
    const after = { stream: 'EVENTS@2026-11-27T11:59:00Z', madeAt: '2026-11-27T11:59:00Z', lastSeq: 0 };
    await look(seen(1, after));
    expect(await gaps()).toEqual([`message-lost ${STREAM} 4-9`]);
  });

  it('a notice that nothing under way will plan', async () => {
    const [id, tenant] = [oldId(), 'contoso'];
    await store.query(`update notices set notice_id = $1, state = 'owed' where notice_id = $2`, [id, kept.noticeId]);
    await store.query('delete from deliveries');
    await noteRemovedRow('notices', kept.noticeId, tenant);
    await look(seen(4));
    expect(await gaps()).toEqual([`notice-not-planned ${id}`]);
  });

  it('an outbox that nobody relays', async () => {
    await store.query(`insert into outbox (outbox_id, subject, body) values ($1, 'notices.customer.contoso', '{}')`, [
      oldId(),
    ]);
    await look(seen(4));
    expect(await gaps()).toEqual(['outbox-stuck outbox']);
    await store.query('delete from outbox');
    await look(seen(4));
    expect(await gaps()).toEqual([]);
  });

  it('by a look at everything, however long ago it was looked at', async () => {
    await look(seen(4));
    await store.query('delete from events');
    const at = { now: NOW, ids: 10, turnMs: 0 };
    expect(await reconcileAll(store, new Date(Date.now() + MS_PER_HOUR), at)).toBe(0);
    expect(await reconcileAll(store, null, at)).toBeGreaterThan(0);
    expect(await gaps()).toEqual([`event-missing ${kept.eventId}`]);
  });
});

describe('nothing is missing', () => {
  it('when all is there, in a first look and in the next', async () => {
    for (const minutes of [0, 1, 2]) await look(seen(4), minutesLater(minutes));
    expect(await gaps()).toEqual([]);
    const { checkedThrough, gaps: counted } = await readReconciliation(store);
    expect(checkedThrough).not.toBeNull();
    expect(counted).toEqual({});
  });

  it('while messages wait in the stream or are in work', async () => {
    await look(seen(4, { lastSeq: 500 }));
    expect(await gaps()).toEqual([]);
  });

  it('when a batch is settled twice, in halves, or out of order', async () => {
    await aSettledBatch(store, STREAM, [6, 7]);
    await aSettledBatch(store, STREAM, [4]);
    await aSettledBatch(store, STREAM, [5]);
    await aSettledBatch(store, STREAM, [4, 5]);
    await look(seen(8));
    expect(await gaps()).toEqual([]);
  });

  it('when a message was only a repeat', async () => {
    const repeat = { tenant: 'contoso', stream: STREAM, streamSeq: 4 };
    await inTransaction(store, (client) => noteSettled(client, { messages: [repeat] }));
    await look(seen(5));
    expect(await gaps()).toEqual([]);
  });

  it('of what had left the stream before the book began', async () => {
    await store.query('truncate settlements, event_streams');
    await inTransaction(store, (client) => beginBook(client, seen(70, { lastSeq: 80 }), NOW));
    await look(seen(70, { lastSeq: 80 }));
    expect(await gaps()).toEqual([]);
    await look(seen(72, { lastSeq: 80 }));
    expect(await gaps()).toEqual([`message-skipped ${STREAM} 70-71`]);
  });

  it('but a later stream begins at 1', async () => {
    const second = seen(3, { stream: 'EVENTS@2026-11-27T11:59:00Z', madeAt: '2026-11-27T11:59:00Z' });
    await look(seen(4));
    await inTransaction(store, (client) => beginBook(client, second, NOW));
    await look(second);
    expect(await gaps()).toEqual([`message-skipped ${second.stream} 1-2`]);
  });

  it('where a release before was at work, which did not say what it settled', async () => {
    await store.query('truncate settlements');
    await look(seen(6));
    expect(await gaps()).toEqual([]);
    await look(seen(8));
    expect(await gaps()).toEqual([`message-skipped ${STREAM} 6-7`]);
  });

  it('of what was taken away on purpose', async () => {
    await store.query('delete from quarantine');
    await noteRemovedRow('quarantine', kept.quarantineId, null);
    await look(seen(4));
    expect(await gaps()).toEqual([]);
  });

  it('when a notice is new, or its message is under way', async () => {
    const notice = aNotice({ id: oldId() });
    await inTransaction(store, (client) =>
      client.query(
        `insert into notices (tenant_id, notice_id, kind, queue, because, owed_at, state)
         values ('contoso', $1, 'update', 'customer/security', 'x', now(), 'owed'), ('contoso', $2, 'update', 'customer/security', 'x', now(), 'owed')`,
        [notice.id, newId()],
      ),
    );
    const before = new Date(Date.now() - 2 * MS_PER_HOUR);
    await look(seen(4), NOW, { noticesUnderWaySince: before });
    await look(seen(4), NOW, { oldestOutbox: before });
    expect(await gaps()).toEqual([]);
    await look(seen(4));
    expect(await gaps()).toEqual([`notice-not-planned ${notice.id}`]);
  });

  it('when an incident is resolved, whatever its queue', async () => {
    await store.query(`update incidents set queue = 'nobody', state = 'resolved'`);
    await look(seen(4));
    expect(await gaps()).toEqual([]);
  });

  it('when a notice was planned again with other contacts', async () => {
    await keepDelivery(store, aNotice({ id: kept.noticeId }), 'Another');
    await look(seen(4));
    expect(await gaps()).toEqual([]);
  });

  it('while another process looks', async () => {
    await store.query('delete from events');
    await inTransaction(store, async (client) => {
      await client.query(`select pg_advisory_xact_lock(hashtext('demarc reconciliation'))`);
      expect(await look(seen(4))).toBe(false);
    });
    expect(await gaps()).toEqual([]);
  });
});

async function noteRemovedRow(what: 'quarantine' | 'notices', id: string, tenant: string | null): Promise<void> {
  await inTransaction(store, (client) => noteRemoved(client, what, [{ tenant, id }], 'retention'));
}

/** The columns that can be written. */
async function restorable(table: string): Promise<string> {
  const rows = await store.query<{ name: string }[]>(
    `select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  return rows.map(({ name }) => name).join(', ');
}
