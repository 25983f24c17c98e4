import { announceChange, announceNotices } from '@demarc/contracts';
import { SHIPPED_TIMING, epochMs, instantOf } from '@demarc/domain';
import { type DataSource, migrate, openStore, passTime } from '@demarc/store';
import { startServers } from '../harness/servers.js';
import { graphAlert } from './alert-maker.js';
import { drainWithRouters } from './drain.js';
import { type Percentiles, percentiles } from './percentiles.js';
import { publishBacklog } from './publish-backlog.js';

const TENANT_ID = 'b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c';
const TICKS = 500;
/** As many as a router claims at once. */
const AT_ONCE = 100;
const HOUR_MS = 3_600_000;
/** Every first response is late by then. */
const LATER_MS = 72 * HOUR_MS;
const ANNOUNCER = { change: announceChange, notices: announceNotices };

export interface ClocksResult {
  readonly pending: number;
  /** A look while nothing is due, in milliseconds. */
  readonly idle: Percentiles;
  /** A look that lets a hundred incidents of what is due happen, all clocks of which are late. */
  readonly busy: Percentiles;
  readonly firedPerSecond: number;
}

/** Clocks of incidents as a router opened them: a look while none is due, and working all of them off. */
export async function benchClocks(incidents: number): Promise<ClocksResult> {
  const servers = await startServers({ durable: true });
  try {
    const store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'bench' });
    await migrate(store);
    await store.query(
      `insert into tenants (tenant_id, name, directory_revision, directory_as_of) values ('contoso', 'contoso', 1, now())`,
    );
    await publishBacklog(
      servers.natsUrl,
      incidents,
      () => 'contoso',
      (n) => graphAlert(n, TENANT_ID),
    );
    await drainWithRouters(servers, incidents, 1);
    const result = await measure(store);
    await store.destroy();
    return result;
  } finally {
    await servers.stop();
  }
}

async function measure(store: DataSource): Promise<ClocksResult> {
  const [row] = await store.query<{ n: number; first: Date }[]>(
    'select count(*)::int as n, min(next_due_at) as first from incidents where next_due_at is not null',
  );
  const { n: pending, first } = row!;
  const tick = async (ms: number) => {
    const started = performance.now();
    const passed = await passTime(store, {
      now: instantOf(ms),
      limit: AT_ONCE,
      announce: ANNOUNCER,
      timingOf: () => SHIPPED_TIMING,
    });
    return { ...passed, ms: performance.now() - started };
  };
  const idle: number[] = [];
  for (let n = 0; n < TICKS; n += 1) idle.push((await tick(first.getTime() - 1)).ms);
  const busy: number[] = [];
  let fired = 0;
  const late = epochMs(instantOf(first)) + LATER_MS;
  for (let n = 0; n < TICKS; n += 1) {
    const passed = await tick(late);
    if (passed.incidents === 0) break;
    busy.push(passed.ms);
    fired += passed.fired.length;
  }
  const seconds = busy.reduce((sum, ms) => sum + ms, 0) / 1_000;
  return { pending, idle: percentiles(idle), busy: percentiles(busy), firedPerSecond: fired / seconds };
}
