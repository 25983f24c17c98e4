import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { NOW, STREAM, forgetAll, gapsIn, lookAt, minutesLater, seen } from '../../fixtures/a-look.js';
import { type Settled, aSettledBatch } from '../../fixtures/a-settled-batch.js';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { acceptGap } from './accept-gap.js';
import { gapReportsDue, noteReported } from './gap-reports.js';
import { listGaps } from './read-reconciliation.js';
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

let kept: Settled;
beforeEach(async () => {
  await forgetAll(store);
  kept = await aSettledBatch(store, STREAM, [1, 2, 3]);
});

it('settlements of one tenant and hour become one, and still tell what is missing', async () => {
  await aSettledBatch(store, STREAM, [4]);
  await aSettledBatch(store, STREAM, [5]);
  await store.query(`update settlements set settled_at = '2026-11-27T10:00:00Z'`);
  await lookAt(store, seen(6));
  await lookAt(store, seen(6), minutesLater(1));
  const rows = await store.query<{ tenant_id: string | null; events: string[] }[]>('select * from settlements');
  expect(rows.map(({ tenant_id, events }) => [tenant_id, events.length]).sort()).toEqual([
    [null, 0],
    ['contoso', 3],
  ]);
  await store.query('delete from decisions where decision_id = $1', [kept.decisionId]);
  await lookAt(store, seen(6), minutesLater(2));
  expect(await gapsIn(store)).toEqual([`decision-missing ${kept.decisionId}`]);
});

it('a gap is reported once it is open for a minute, once, and when it is over', async () => {
  await store.query('delete from events');
  await lookAt(store, seen(4));
  const due = (minutes: number) => gapReportsDue(store, minutesLater(minutes), 60_000);
  expect(await due(0)).toEqual([]);
  const [report] = await due(1);
  expect(report).toMatchObject({ kind: 'event-missing', tenant: 'contoso', open: 1, examples: [kept.eventId] });
  await noteReported(store, report!, minutesLater(1));
  expect(await due(5)).toEqual([]);
  await store.query(`update gaps set closed_at = now()`);
  const [over] = await due(6);
  expect(over).toMatchObject({ kind: 'event-missing', open: 0 });
  await noteReported(store, over!, minutesLater(6));
  expect(await due(7)).toEqual([]);
});

it('a gap that a person accepted is not found again', async () => {
  await store.query('delete from events');
  await lookAt(store, seen(6));
  const open = await listGaps(store, 10);
  expect(await gapsIn(store)).toEqual([`event-missing ${kept.eventId}`, `message-skipped ${STREAM} 4-5`]);
  const acceptance = { by: 'microsoft/alex', because: 'the publisher sent them again', now: NOW };
  for (const { id } of open) expect(await acceptGap(store, id, acceptance)).toBe(true);
  expect(await acceptGap(store, open[0]!.id, acceptance)).toBe(false);
  await lookAt(store, seen(6), minutesLater(1));
  await reconcileAll(store, null, { now: NOW, ids: 10, turnMs: 0 });
  expect(await gapsIn(store)).toEqual([]);
});
