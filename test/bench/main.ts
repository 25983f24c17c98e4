import { benchClocks } from './clocks.js';
import { benchDecide } from './decide.js';
import { type DrainResult, benchDrain } from './drain.js';
import { benchLatency } from './latency.js';
import type { Percentiles } from './percentiles.js';
import { benchQueue } from './queue.js';
import { type ReplayResult, benchReplay } from './replay.js';
import { benchRouterMemory } from './router-memory.js';
import { benchStorm } from './storm.js';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 60_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const PER_SECOND = 200;
const SECONDS = 30;
const WARM_UP_SECONDS = 5;
const DEVICES = 1_000_000;
const REPLAYED_EVENTS = 200_000;
const CLOCKS = 100_000;
const REPEATS = 100_000;
const INCIDENTS = 1_000_000;
const DESK_PER_SECOND = 25;
const DESK_SECONDS = 60;

const BAR = {
  ratio: 0.6,
  commitMs: 100,
  webhookMs: 250,
  replayPerSecond: 20_000,
  decidePerSecond: 100_000,
  residentMb: 500,
  tickMs: 50,
  othersMs: 1_000,
  pageMs: 50,
  fullRatio: 0.8,
};

const verdict = (met: boolean) => (met ? 'met' : 'NOT MET');
const title = (text: string) => console.log(`\n${text}`);
const line = (name: string, value: string) => console.log(`  ${name.padEnd(44)} ${value}`);
const whole = (count: number) => Math.round(count).toLocaleString('en');
const perSecond = (rate: number) => `${whole(rate)} events/s`;
const resident = (mb: number | null) =>
  mb === null
    ? 'cannot be read on this system'
    : `${Math.round(mb)} MB  (bar ${BAR.residentMb}: ${verdict(mb <= BAR.residentMb)})`;
const times = ({ p50, p90, p99, max }: Percentiles) =>
  `p50 ${p50.toFixed(0)}  p90 ${p90.toFixed(0)}  p99 ${p99.toFixed(0)}  max ${max.toFixed(0)} ms`;
const timesWithin = (found: Percentiles, barMs: number) =>
  `${times(found)}  (bar p99 ${barMs}: ${verdict(found.p99 <= barMs)})`;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function drain(): Promise<void> {
  title(`Draining ${whole(EVENTS)} alerts of 2 KB, everything durable (the floor decides nothing)`);
  const rounds: DrainResult[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const result = await benchDrain(EVENTS, 1);
    rounds.push(result);
    const { floorPerSecond: floor, routerPerSecond: router } = result;
    line(
      `round ${round}: floor, router, ratio`,
      `${perSecond(floor)}, ${perSecond(router)}, ${(router / floor).toFixed(2)}`,
    );
  }
  const ratio = median(rounds.map((round) => round.routerPerSecond / round.floorPerSecond));
  line('ratio, median of the rounds', `${ratio.toFixed(2)}  (bar ${BAR.ratio}: ${verdict(ratio >= BAR.ratio)})`);
  const pair = await benchDrain(EVENTS, 2);
  const pairRatio = (pair.routerPerSecond / pair.floorPerSecond).toFixed(2);
  line('two routers: rate, ratio', `${perSecond(pair.routerPerSecond)}, ${pairRatio}`);
}

async function latency(): Promise<void> {
  title(`Latency at a steady ${PER_SECOND} events/s over ${SECONDS} s, from the publisher's call`);
  const { toCommit, toBothParties } = await benchLatency(PER_SECOND, SECONDS, WARM_UP_SECONDS);
  line('to the commit', timesWithin(toCommit, BAR.commitMs));
  line('to the webhook of both parties', timesWithin(toBothParties, BAR.webhookMs));
}

async function clocks(): Promise<void> {
  title(`Clocks of ${whole(CLOCKS)} incidents as a router opened them`);
  const { pending, idle, busy, firedPerSecond } = await benchClocks(CLOCKS);
  const fine = ({ p50, p99, max }: Percentiles) =>
    `p50 ${p50.toFixed(1)}  p99 ${p99.toFixed(1)}  max ${max.toFixed(1)} ms`;
  const met = verdict(idle.p99 <= BAR.tickMs);
  line(`a look while none of ${whole(pending)} is due`, `${fine(idle)}  (bar p99 ${BAR.tickMs}: ${met})`);
  line('a look that works a hundred off', fine(busy));
  line('what was due happens', perSecond(firedPerSecond));
}

async function decide(): Promise<void> {
  title(`Deciding on one core with a directory of ${whole(DEVICES)} devices: class, policy and receipt`);
  const decide = await benchDecide(DEVICES);
  const isFast = decide.perSecond >= BAR.decidePerSecond;
  line('decisions', `${whole(decide.perSecond)} decisions/s  (bar ${BAR.decidePerSecond}: ${verdict(isFast)})`);
  const written = `${whole(decide.writtenPerSecond)} decisions/s, ${whole(decide.receiptBytes)} bytes each`;
  line('and the receipt written as JSON', written);
  line('filling the directory', `${decide.fillSeconds.toFixed(1)} s`);
  line('memory when it is filled, and in the end', `${resident(decide.filledMb)}, ${resident(decide.endMb)}`);
}

async function memory(): Promise<void> {
  title(`A router with a directory of ${whole(DEVICES)} devices`);
  const router = await benchRouterMemory(DEVICES);
  line('until it is ready', `${router.readySeconds.toFixed(1)} s`);
  line('memory when it is ready', resident(router.readyMb));
  line('the most until then', resident(router.peakMb));
}

async function replay(): Promise<void> {
  title(`Replaying ${whole(REPLAYED_EVENTS)} events by another policy through the api`);
  const replays = await benchReplay(REPLAYED_EVENTS, ROUNDS);
  const rateOf = (results: readonly ReplayResult[]) => median(results.map((result) => result.perSecond));
  const rate = rateOf(replays.oneClause);
  const met = verdict(rate >= BAR.replayPerSecond);
  line('one clause is another, median of the rounds', `${perSecond(rate)}  (bar ${BAR.replayPerSecond}: ${met})`);
  line('every incident would change', perSecond(rateOf(replays.everything)));
}

async function queue(): Promise<void> {
  title(`Desks ask ${DESK_PER_SECOND} times a second with ${whole(INCIDENTS)} incidents stored, for ${DESK_SECONDS} s`);
  const result = await benchQueue(INCIDENTS, DESK_PER_SECOND, DESK_SECONDS, EVENTS);
  line('of them open; filled in', `${whole(result.open)}; ${result.fillSeconds.toFixed(0)} s`);
  for (const [what, found] of Object.entries(result.latencies)) line(what, timesWithin(found, BAR.pageMs));
  if (result.failed > 0) line('refused or failed', whole(result.failed));
  const { emptyPerSecond: empty, drainPerSecond: full } = result;
  const ratio = full / empty;
  line('draining: empty, with all of them, ratio', `${perSecond(empty)}, ${perSecond(full)}, ${ratio.toFixed(2)}`);
  line('', `(bar ${BAR.fullRatio}: ${verdict(ratio >= BAR.fullRatio)})`);
}

/** `npm run bench` runs all of them, `npm run bench -- queue latency` some. */
async function storm(): Promise<void> {
  title(`A storm: one customer's source sends ${whole(REPEATS)} repeats, another's events come steadily`);
  const result = await benchStorm(REPEATS);
  line('incidents, events counted, notices', `${result.incidents}, ${whole(result.counted)}, ${result.notices}`);
  line('worked off', `${result.seconds.toFixed(1)} s after its beginning`);
  line("the other customer's, to both parties", timesWithin(result.others, BAR.othersMs));
}

const PARTS = { drain, latency, clocks, storm, decide, memory, replay, queue } as const;
const isPart = (name: string): name is keyof typeof PARTS => Object.hasOwn(PARTS, name);

console.log(`Demarc bench on Node ${process.version}, ${new Date().toISOString()}`);
const given = process.argv.slice(2);
const unknown = given.find((name) => !isPart(name));
if (unknown !== undefined) throw new Error(`There is no part ${unknown}; known are ${Object.keys(PARTS).join(', ')}.`);
for (const name of given.length > 0 ? given.filter(isPart) : (Object.keys(PARTS) as (keyof typeof PARTS)[])) {
  await PARTS[name]();
}
