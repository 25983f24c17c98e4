import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Instant, parseInstant } from '@demarc/domain';
import {
  type DataSource,
  type QuarantineRow,
  type RoutedBatch,
  commitRoutedBatch,
  expireQuarantined,
  inTransaction,
  migrate,
  newId,
  openStore,
} from '@demarc/store';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { routerConfig } from '../config.js';
import { QuarantineRoom } from './quarantine-room.js';

const NOW = parseInstant('2026-11-27T10:00:00Z')!;
const KIB = 1024;
const NOTHING_ELSE: Omit<RoutedBatch, 'quarantined'> = {
  events: [],
  decisions: [],
  opened: [],
  changed: [],
  named: [],
  timeline: [],
  notices: [],
  outbox: [],
  settled: [],
};

let servers: Servers;
let store: DataSource;
let streamSeq = 0;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});
beforeEach(() => store.query('truncate quarantine'));

function room(limits: Record<string, number>): QuarantineRoom {
  const config = routerConfig.parse({ DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, ...limits });
  return new QuarantineRoom(store, config, { now: () => NOW });
}

/** Messages as a router quarantines them, in the states that a test wants them in. */
async function quarantined(tenant: string | null, kib: number, states: readonly string[]): Promise<readonly string[]> {
  const rows = states.map((): QuarantineRow => ({
    quarantineId: newId(),
    tenant,
    reason: 'not-json',
    field: null,
    detail: 'the body is not JSON',
    subject: `events.${tenant ?? 'nobody'}.operational.incident`,
    format: 'incident',
    source: null,
    headers: { 'x-sender': 'a' },
    raw: Buffer.alloc(kib * KIB),
    bytes: kib * KIB,
    receivedAt: NOW,
    streamSeq: (streamSeq += 1),
  }));
  await inTransaction(store, (client) => commitRoutedBatch(client, { ...NOTHING_ELSE, quarantined: rows }));
  for (const [n, { quarantineId }] of rows.entries()) {
    await store.query(
      `update quarantine set state = $2::text, worked_at = $3::timestamptz + make_interval(secs => $4) where quarantine_id = $1`,
      [quarantineId, states[n], NOW, n],
    );
  }
  return rows.map(({ quarantineId }) => quarantineId);
}

const keptOf = async (ids: readonly string[]) => {
  const rows = await store.query<{ id: string; kept: boolean; bytes: number }[]>(
    `select quarantine_id as id, raw is not null as kept, bytes from quarantine where quarantine_id = any($1)
     order by stream_seq`,
    [ids],
  );
  return rows.map(({ kept }) => kept);
};

it('takes what fits, and of one tenant no more than its share', async () => {
  await quarantined('contoso', 900, ['waiting']);
  const own = room({ DEMARC_QUARANTINE_TENANT_MIB: 1, DEMARC_QUARANTINE_MIB: 4 });
  expect([await own.take('contoso', 100 * KIB), await own.take('contoso', 100 * KIB)]).toEqual([true, false]);
  expect(await own.take('fabrikam', 100 * KIB)).toBe(true);
});

it('counts messages of unknown tenants as those of one', async () => {
  await quarantined(null, 1, ['waiting', 'waiting']);
  expect(await room({ DEMARC_QUARANTINE_TENANT_MESSAGES: 2 }).take(null, 1)).toBe(false);
});

it('lets worked messages make room, and never unworked ones', async () => {
  const ids = await quarantined('contoso', 200, ['waiting', 'redriven', 'discarded', 'redriving', 'redriven']);
  const full = room({ DEMARC_QUARANTINE_TENANT_MIB: 1 });
  expect(await full.take('contoso', 150 * KIB)).toBe(true);
  expect(await keptOf(ids)).toEqual([true, false, false, true, false]);

  const unworked = await quarantined('fabrikam', 300, ['waiting', 'waiting', 'redriving']);
  expect(await room({ DEMARC_QUARANTINE_TENANT_MIB: 1 }).take('fabrikam', 200 * KIB)).toBe(false);
  expect(await keptOf(unworked)).toEqual([true, true, true]);
});

it('what is too old loses its bytes in bounded steps and keeps its record', async () => {
  const ids = await quarantined('contoso', 1, ['waiting', 'waiting', 'waiting', 'redriven', 'not-kept']);
  const later = parseInstant('2026-12-27T10:00:00Z') as Instant;
  expect(await expireQuarantined(store, later, 2)).toEqual({ worked: 1, unworked: 2 });
  expect(await expireQuarantined(store, later, 2)).toEqual({ worked: 0, unworked: 1 });
  const rows = await store.query<{ state: string; bytes: number; n: number }[]>(
    `select state, bytes, count(*)::int as n from quarantine where quarantine_id = any($1) group by 1, 2 order by 1`,
    [ids],
  );
  expect(rows).toEqual([
    { state: 'expired', bytes: KIB, n: 3 },
    { state: 'not-kept', bytes: KIB, n: 1 },
    { state: 'redriven', bytes: KIB, n: 1 },
  ]);
});
