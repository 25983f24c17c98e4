/** Runs in a process of its own, since its memory is a result: decides, and prints one line of JSON. */
import { shippedPolicy } from '@demarc/contracts';
import { type DecidingInputs, DirectoryIndex, compilePolicy, parseInstant, route } from '@demarc/domain';
import type { DecideResult } from './decide.js';
import { benchEvent } from './decide-events.js';
import { benchDevice } from './device-maker.js';

const DEVICES = Number(process.argv[2]);
/** Decided again and again: enough that their devices are in no cache. */
const EVENTS = 20_000;
const ROUNDS = 10;
const MB = 1_000_000;

const rssMb = () => process.memoryUsage.rss() / MB;

const directory = new DirectoryIndex();
const fillStarted = performance.now();
for (let n = 0; n < DEVICES; n += 1) directory.put(benchDevice(n));
const fillSeconds = (performance.now() - fillStarted) / 1_000;
directory.state = { revision: 1, asOf: parseInstant('2024-06-01T08:00:00Z'), coverage: 'complete', freshForHours: 24 };
const filledMb = rssMb();

const events = Array.from({ length: EVENTS }, (_, n) => benchEvent(n, DEVICES));
const inputs: DecidingInputs = {
  policy: { compiled: compilePolicy(await shippedPolicy()), because: 'the default' },
  flag: null,
  now: parseInstant('2024-06-01T10:00:00Z')!,
};

/** Every receipt is built and looked into, so that none can be left out as unused. */
function decideAll(consume: (receipt: object) => number): { readonly perSecond: number; readonly consumed: number } {
  const started = performance.now();
  let consumed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const event of events) for (const { receipt } of route(event, directory, inputs)) consumed += consume(receipt);
  }
  return { perSecond: (EVENTS * ROUNDS) / ((performance.now() - started) / 1_000), consumed };
}

const look = (receipt: object) => Object.keys(receipt).length;
const write = (receipt: object) => JSON.stringify(receipt).length;
decideAll(look);
const { perSecond } = decideAll(look);
const written = decideAll(write);
const result: DecideResult = {
  devices: directory.size,
  fillSeconds,
  filledMb,
  perSecond,
  writtenPerSecond: written.perSecond,
  receiptBytes: written.consumed / (EVENTS * ROUNDS),
  endMb: rssMb(),
};
console.log(JSON.stringify(result));
