import { benchClocks } from './clocks.js';
import { benchDecide } from './decide.js';
import { type DrainResult, benchDrain } from './drain.js';
import { benchLatency } from './latency.js';
import type { Percentiles } from './percentiles.js';
import { type ReplayResult, benchReplay } from './replay.js';
import { benchRouterMemory } from './router-memory.js';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 60_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const PER_SECOND = 200;
const SECONDS = 30;
const WARM_UP_SECONDS = 5;
const DEVICES = 1_000_000;
const REPLAYED_EVENTS = 200_000;
const CLOCKS = 100_000;

const BAR = {
  ratio: 0.6,
  commitMs: 100,
  webhookMs: 250,
  replayPerSecond: 20_000,
  decidePerSecond: 100_000,
  residentMb: 500,
  tickMs: 50,
};

const verdict = (met: boolean) => (met ? 'met' : 'NOT MET');
const line = (name: string, value: string) => console.log(`  ${name.padEnd(44)} ${value}`);
const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')} events/s`;
const resident = (mb: number | null) =>
  mb === null
    ? 'cannot be read on this system'
    : `${Math.round(mb)} MB  (bar ${BAR.residentMb}: ${verdict(mb <= BAR.residentMb)})`;
const times = ({ p50, p90, p99, max }: Percentiles) =>
  `p50 ${p50.toFixed(0)}  p90 ${p90.toFixed(0)}  p99 ${p99.toFixed(0)}  max ${max.toFixed(0)} ms`;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

console.log(`Demarc bench on Node ${process.version}, ${new Date().toISOString()}`);
console.log(`\nDraining ${EVENTS.toLocaleString('en')} alerts of 2 KB, everything durable (the floor decides nothing)`);
const rounds: DrainResult[] = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  const result = await benchDrain(EVENTS, 1);
  rounds.push(result);
  const { floorPerSecond, routerPerSecond } = result;
  const ratio = (routerPerSecond / floorPerSecond).toFixed(2);
  line(`round ${round}: floor, router, ratio`, `${perSecond(floorPerSecond)}, ${perSecond(routerPerSecond)}, ${ratio}`);
}
const ratio = median(rounds.map((round) => round.routerPerSecond / round.floorPerSecond));
line('ratio, median of the rounds', `${ratio.toFixed(2)}  (bar ${BAR.ratio}: ${verdict(ratio >= BAR.ratio)})`);
const pair = await benchDrain(EVENTS, 2);
line(
  'two routers: rate, ratio',
  `${perSecond(pair.routerPerSecond)}, ${(pair.routerPerSecond / pair.floorPerSecond).toFixed(2)}`,
);

console.log(`\nLatency at a steady ${PER_SECOND} events/s over ${SECONDS} s, from the publisher's call`);
const latency = await benchLatency(PER_SECOND, SECONDS, WARM_UP_SECONDS);
const { toCommit, toBothParties } = latency;
line('to the commit', `${times(toCommit)}  (bar p99 ${BAR.commitMs}: ${verdict(toCommit.p99 <= BAR.commitMs)})`);
line(
  'to the webhook of both parties',
  `${times(toBothParties)}  (bar p99 ${BAR.webhookMs}: ${verdict(toBothParties.p99 <= BAR.webhookMs)})`,
);

console.log(`\nClocks of ${CLOCKS.toLocaleString('en')} incidents as a router opened them`);
const clocks = await benchClocks(CLOCKS);
const fine = ({ p50, p99, max }: Percentiles) =>
  `p50 ${p50.toFixed(1)}  p99 ${p99.toFixed(1)}  max ${max.toFixed(1)} ms`;
line(
  `a look while none of ${clocks.pending.toLocaleString('en')} is due`,
  `${fine(clocks.idle)}  (bar p99 ${BAR.tickMs}: ${verdict(clocks.idle.p99 <= BAR.tickMs)})`,
);
line('a look that works a hundred off', fine(clocks.busy));
line('what was due happens', perSecond(clocks.firedPerSecond));

console.log(
  `\nDeciding on one core with a directory of ${DEVICES.toLocaleString('en')} devices: class, policy and receipt`,
);
const decide = await benchDecide(DEVICES);
const decided = `${Math.round(decide.perSecond).toLocaleString('en')} decisions/s`;
line('decisions', `${decided}  (bar ${BAR.decidePerSecond}: ${verdict(decide.perSecond >= BAR.decidePerSecond)})`);
const written = `${Math.round(decide.writtenPerSecond).toLocaleString('en')} decisions/s`;
line('and the receipt written as JSON', `${written}, ${Math.round(decide.receiptBytes)} bytes each`);
line('filling the directory', `${decide.fillSeconds.toFixed(1)} s`);
line('memory when it is filled, and in the end', `${resident(decide.filledMb)}, ${resident(decide.endMb)}`);

console.log(`\nA router with a directory of ${DEVICES.toLocaleString('en')} devices`);
const router = await benchRouterMemory(DEVICES);
line('until it is ready', `${router.readySeconds.toFixed(1)} s`);
line('memory when it is ready', resident(router.readyMb));
line('the most until then', resident(router.peakMb));

console.log(`\nReplaying ${REPLAYED_EVENTS.toLocaleString('en')} events by another policy through the api`);
const replays = await benchReplay(REPLAYED_EVENTS, ROUNDS);
const rateOf = (results: readonly ReplayResult[]) => median(results.map((result) => result.perSecond));
const replayed = rateOf(replays.oneClause);
line(
  'one clause is another, median of the rounds',
  `${perSecond(replayed)}  (bar ${BAR.replayPerSecond}: ${verdict(replayed >= BAR.replayPerSecond)})`,
);
line('every incident would change', perSecond(rateOf(replays.everything)));
