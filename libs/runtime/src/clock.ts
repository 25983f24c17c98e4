import { type Instant, instantOf } from '@demarc/domain';

/** Where a service gets the time from; the test harness pushes its own. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) };
