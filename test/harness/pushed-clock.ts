import { type Instant, instantOf } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';

const MINUTE_MS = 60_000;

/** The real time, until a story pushes it forward. */
export class PushedClock implements Clock {
  #aheadMs = 0;

  now(): Instant {
    return instantOf(Date.now() + this.#aheadMs);
  }

  pushMinutes(minutes: number): void {
    this.#aheadMs += minutes * MINUTE_MS;
  }
}
