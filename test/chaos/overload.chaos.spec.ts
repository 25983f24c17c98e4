import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { metricOf } from '../harness/metrics.js';
import { signedIn } from '../harness/people.js';
import { Drill } from './drill.js';
import { type Flood, PublishDoor, flood, heave, residentMib } from './flood.js';

/** So slow a router that five times as much can be sent from the same machine. */
const SLOW_ROUTER = { DEMARC_ROUTER_BATCH: '10', DEMARC_ROUTER_IN_FLIGHT: '1' };
const LIMITS = { DEMARC_API_AT_ONCE: '60', DEMARC_MOST_WAITING: '4000', DEMARC_MOST_WAITING_OF_TENANT: '2000' };
const STORMING = 'contoso';
const QUIET = 'fabrikam';
const MEASURED_EVENTS = 1_000;
const TIMES = 5;
const SECONDS = 12;
const QUIET_PER_SECOND = 10;
const LARGE = { bytes: 30_000_000, atOnce: 20 };
/** What is set aside for bodies, twice, since one is copied while it is put together. */
const LARGE_MIB = 128;
/** Of each process; each of them stays far below when it keeps nothing of what it refuses. */
const MOST_MIB = 450;
const SAMPLE_MS = 200;
const TEST_BUDGET_MS = 300_000;

let drill: Drill;
const doors: PublishDoor[] = [];
beforeAll(async () => {
  drill = await Drill.start({ messages: 20 });
}, 120_000);
afterAll(async () => {
  for (const door of doors) door.close();
  await drill?.stop();
}, 60_000);

it(
  'five times what can be routed is refused politely, costs no memory and no accepted event, and is over by itself',
  async () => {
    const { services, ledger } = drill;
    const api = await drill.run('api', 'api', LIMITS);
    await api.ready();
    await drill.runOthers(api.url, ['notifier']);
    const router = await drill.run('router', 'router', SLOW_ROUTER);
    await router.ready();
    await drill.publishUpTo(1);
    await drill.settled();
    const pids = [...services.values()].map(({ pid }) => pid);
    const [storming, quiet] = await Promise.all([STORMING, QUIET].map((tenant) => doorOf(api.url, tenant)));

    const sustainable = await routedPerSecond(storming!);
    const memory = watchMemory();
    const [storm, others] = await Promise.all([
      flood(storming!, sustainable * TIMES, SECONDS, (n) => repeat('storm', n)),
      flood(quiet!, QUIET_PER_SECOND, SECONDS, (n) => incident('quiet', n)),
    ]);
    await eventually(
      'the storming customer to be let in again',
      async () => (await storming!.send(repeat('after', 1))).status === 202,
      TEST_BUDGET_MS / 2,
    );
    await drill.settled();
    const peaks = memory.stop();

    const events = await ledger.events();
    const kept = new Set(events.map(({ id }) => id));
    const order = await decidedOrder();
    const behind = order.lastIndexOf(QUIET);
    console.log({
      'sustainable, events a second': sustainable,
      'sent, requests a second': storm.perSecond,
      storm: counts(storm),
      'another customer': counts(others),
      'of it decided before the last of the storm': `${order.length - behind - 1} repeats came after its last event`,
      'publish to commit of the other customer, ms': await delaysMs(),
      'resident MiB, before and most': peaks,
      shed: await metricOf(api.url, 'demarc_http_shed_total'),
      overtook: await metricOf(router.url, 'demarc_events_overtook_total'),
    });
    const refusals = [...storm.answers, ...others.answers].filter(({ status }) => status !== 202);
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.filter(({ status }) => status !== 429 && status !== 503)).toEqual([]);
    expect(refusals.filter(({ retryAfterS }) => !(retryAfterS! >= 1))).toEqual([]);
    expect([...storm.accepted, ...others.accepted].filter((id) => !kept.has(id))).toEqual([]);
    expect(others.answers.filter(({ status }) => status === 429)).toEqual([]);
    expect(order.length - behind - 1).toBeGreaterThan(Number(LIMITS.DEMARC_MOST_WAITING_OF_TENANT) / 2);
    expect(Object.values(peaks).filter(({ most }) => most > MOST_MIB)).toEqual([]);
    expect([...services.values()].map(({ pid }) => pid)).toEqual(pids);
    expect([...services.values()].flatMap(({ crashes }) => crashes)).toEqual([]);
  },
  TEST_BUDGET_MS,
);

it(
  'large bodies, of whom nobody knows and of one customer, take no more memory than is set aside for them',
  async () => {
    const { url, pid } = drill.services.get('api')!;
    const quiet = await doorOf(url, QUIET);
    const known = await signedIn({ as: `customer:${STORMING}/monitoring` });
    const before = residentMib(pid);
    const memory = watchMemory();
    const [heaved, others] = await Promise.all([
      heave(`${url}/v1/tenants/${STORMING}/events`, known, { ...LARGE, seconds: SECONDS }),
      flood(quiet, QUIET_PER_SECOND, SECONDS, (n) => incident('meanwhile', n)),
    ]);
    const { api } = memory.stop();
    console.log({
      'bodies of 30 MB, 20 at once': heaved,
      'another customer': counts(others),
      'resident MiB of the api, before and most': { before, most: api!.most },
    });
    expect(heaved).toMatchObject({ 'unknown 401': expect.any(Number), 'known 400': expect.any(Number) });
    expect(heaved['known 429']).toBeGreaterThan(0);
    expect(others.answers.filter(({ status }) => status !== 202)).toEqual([]);
    expect(api!.most).toBeLessThan(MOST_MIB + LARGE_MIB);
  },
  TEST_BUDGET_MS,
);

async function doorOf(apiUrl: string, tenant: string): Promise<PublishDoor> {
  const headers = await signedIn({ as: `customer:${tenant}/monitoring` });
  const door = new PublishDoor(`${apiUrl}/v1/tenants/${tenant}/hooks/incident`, headers);
  doors.push(door);
  return door;
}

/** One incident that is reported again and again, and incidents of their own. */
const repeat = (what: string, n: number) => ({ ...incident(what, n), dedupKey: 'storm' });
const incident = (what: string, n: number) => ({
  id: `${what}-${n}`,
  source: 'noisy',
  title: 'Printer jams',
  area: 'printing',
});

/** How fast the router works off what waits. */
async function routedPerSecond(door: PublishDoor): Promise<number> {
  await flood(door, MEASURED_EVENTS, 1, (n) => repeat('measured', n));
  const from = await drill.eventsKept();
  const beganAt = performance.now();
  await drill.routed();
  return Math.ceil(((await drill.eventsKept()) - from) / ((performance.now() - beganAt) / 1_000));
}

function watchMemory() {
  const before = new Map([...drill.services].map(([name, { pid }]) => [name, residentMib(pid)]));
  const most = new Map(before);
  const timer = setInterval(() => {
    for (const [name, { pid }] of drill.services) most.set(name, Math.max(most.get(name)!, residentMib(pid)));
  }, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return Object.fromEntries([...most].map(([name, mib]) => [name, { before: before.get(name)!, most: mib }]));
    },
  };
}

/** Whose event was decided after whose. */
async function decidedOrder(): Promise<readonly string[]> {
  const rows = await drill.store.query<{ tenant: string }[]>(
    `select tenant_id as tenant from events where source_event_id like 'storm-%' or source_event_id like 'quiet-%'
     order by event_id`,
  );
  return rows.map(({ tenant }) => tenant);
}

async function delaysMs(): Promise<string> {
  const [row] = await drill.store.query<{ p50: number; p99: number; most: number }[]>(
    `with delays as (
       select extract(epoch from pg_xact_commit_timestamp(xmin) - received_at) * 1000 as ms from events
       where source_event_id like 'quiet-%')
     select round(percentile_cont(0.5) within group (order by ms))::int as p50,
       round(percentile_cont(0.99) within group (order by ms))::int as p99, round(max(ms))::int as most from delays`,
  );
  return `p50 ${row!.p50}, p99 ${row!.p99}, longest ${row!.most}`;
}

function counts({ answers }: Flood): Record<string, number> {
  const byStatus = Map.groupBy(answers, ({ status }) => status);
  return Object.fromEntries([...byStatus].map(([status, all]) => [String(status), all.length]));
}
