import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { aNotice, keepNotices, minute } from '../../fixtures/a-ledger.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { acknowledgeByWork } from './acknowledge-by-work.js';
import { acknowledgeNotice } from './acknowledge-notice.js';
import { findNotice } from './find-notice.js';

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});

const acknowledge = (noticeId: string, by: string, now = minute(5)) =>
  inTransaction(store, (client) =>
    acknowledgeNotice(client, { tenant: 'contoso', noticeId, by, through: 'http', now }),
  );

it('the first acknowledgement stays, also of two at once', async () => {
  const notice = aNotice();
  await keepNotices(store, [notice]);
  const both = await Promise.all([acknowledge(notice.id, 'customer/dana'), acknowledge(notice.id, 'customer/lee')]);
  expect(both.map((one) => one!.repeated).toSorted()).toEqual([false, true]);
  const first = both.find((one) => !one!.repeated)!.acknowledgement;
  expect(first).toMatchObject({ at: minute(5), through: 'http' });
  expect(both.map((one) => one!.acknowledgement)).toEqual([first, first]);
  expect(await acknowledge(notice.id, 'customer/kim', minute(9))).toEqual({ acknowledgement: first, repeated: true });
});

it('there is nothing to acknowledge of a notice that does not exist', async () => {
  expect(await acknowledge(newId(), 'customer/dana')).toBeNull();
  expect(await findNotice(store, newId())).toBeNull();
});

it('a notice is found by its id alone', async () => {
  const notice = aNotice({ tenant: 'fabrikam' });
  await keepNotices(store, [notice]);
  const { tenant, id, incidentId, queue } = notice;
  expect(await findNotice(store, id)).toEqual({ tenant, id, incidentId, queue });
});

it("work on an incident acknowledges what the worker's team was told of it before", async () => {
  const incidentId = newId();
  const told = aNotice({ incidentId });
  const notices = {
    told,
    otherTeam: aNotice({ incidentId, queue: 'customer/devices', kind: 'update' }),
    otherParty: aNotice({ incidentId, queue: 'microsoft/operations' }),
    managers: aNotice({ incidentId, kind: 'escalation', audience: 'managers' }),
    byThisAct: aNotice({ incidentId, kind: 'offer', owedAt: minute(5) }),
    otherIncident: aNotice(),
    otherTenant: aNotice({ incidentId, tenant: 'fabrikam' }),
    already: aNotice({ incidentId }),
  };
  await keepNotices(store, Object.values(notices));
  await acknowledge(notices.already.id, 'customer/lee', minute(1));
  const work = { tenant: 'contoso', incidentId, party: 'customer', by: 'customer/dana', now: minute(5) } as const;
  expect(await inTransaction(store, (client) => acknowledgeByWork(client, work))).toBe(2);
  const rows = await store.query<{ id: string; by: string; through: string }[]>(
    `select notice_id as id, acknowledged_by as by, acknowledged_through as through from notices
     where notice_id = any($1) and acknowledged_at is not null`,
    [Object.values(notices).map(({ id }) => id)],
  );
  const nameOf = (id: string) => Object.entries(notices).find(([, notice]) => notice.id === id)![0];
  expect(Object.fromEntries(rows.map(({ id, by, through }) => [nameOf(id), `${by} ${through}`]))).toEqual({
    told: 'customer/dana work',
    otherTeam: 'customer/dana work',
    already: 'customer/lee http',
  });
  expect(await inTransaction(store, (client) => acknowledgeByWork(client, { ...work, by: 'customer/kim' }))).toBe(0);
});
