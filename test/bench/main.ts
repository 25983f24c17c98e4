import { benchDrain } from './drain.js';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 40_000);
const result = await benchDrain(EVENTS);
console.log(result, (result.routerPerSecond / result.floorPerSecond).toFixed(2));
