/** Runs in a process of its own, since its memory is a result: decides, and prints one line of JSON. */
import { shippedPolicy } from '@demarc/contracts';
import { type DecidingInputs, DirectoryIndex, compilePolicy, parseInstant, route } from '@demarc/domain';
import type { DecideResult } from './decide.js';
import { benchEvent } from './decide-events.js';
import { benchDevice } from './device-maker.js';

const DEVICES = Number(process.argv[2]);
/** Decided again and again: enough that their devices are in no cache. */
const EVENTS = 20_000;
const ROUNDS = 15;
/** Few at once, so that the memory is that of the directory and not of what it is made from. */
const PAGE = 100;
const MB = 1_000_000;

const rssMb = () => process.memoryUsage.rss() / MB;

const directory = new DirectoryIndex();
let fillSeconds = 0;
for (let first = 0; first < DEVICES; first += PAGE) {
  const page = Array.from({ length: Math.min(PAGE, DEVICES - first) }, (_, at) => benchDevice(first + at));
  const started = performance.now();
  for (const device of page) directory.put(device);
  fillSeconds += (performance.now() - started) / 1_000;
}
directory.state = { revision: 1, asOf: parseInstant('2024-06-01T08:00:00Z'), coverage: 'complete', freshForHours: 24 };
const filledMb = rssMb();

const events = Array.from({ length: EVENTS }, (_, n) => benchEvent(n, DEVICES));
const inputs: DecidingInputs = {
  policy: { compiled: compilePolicy(await shippedPolicy()), because: 'the default' },
  flag: null,
  now: parseInstant('2024-06-01T10:00:00Z')!,
};

/**
 * Decisions per second of one core's time, all threads counted: what else runs on the machine must not count. Every
 * receipt is built and looked into, so that none can be left out as unused.
 */
function decideAll(consume: (receipt: object) => number): { readonly perSecond: number; readonly consumed: number } {
  const before = process.cpuUsage();
  let consumed = 0;
  for (const event of events) for (const { receipt } of route(event, directory, inputs)) consumed += consume(receipt);
  const { user, system } = process.cpuUsage(before);
  return { perSecond: EVENTS / ((user + system) / 1_000_000), consumed };
}

function medianOf(consume: (receipt: object) => number): { readonly perSecond: number; readonly consumed: number } {
  const rounds = Array.from({ length: ROUNDS }, () => decideAll(consume));
  return rounds.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(ROUNDS / 2)]!;
}

const look = (receipt: object) => Object.keys(receipt).length;
const write = (receipt: object) => JSON.stringify(receipt).length;
medianOf(look);
const { perSecond } = medianOf(look);
const written = medianOf(write);
const result: DecideResult = {
  devices: directory.size,
  fillSeconds,
  filledMb,
  perSecond,
  writtenPerSecond: written.perSecond,
  receiptBytes: written.consumed / EVENTS,
  endMb: rssMb(),
};
console.log(JSON.stringify(result));
