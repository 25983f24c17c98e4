import { type Instant, instantOf } from '@demarc/domain';

/** Where a service gets the time from; the test harness pushes its own. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

/**
 * Whether something that happened at `lastMs` and is due again after `everyMs` is due. Also when the clock was put back
 * behind `lastMs`: it would otherwise wait for as long as the clock was wrong.
 */
export function isDueAgain(lastMs: number, everyMs: number, nowMs: number): boolean {
  return nowMs < lastMs || nowMs - lastMs >= everyMs;
}
