const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The times of the demonstration, all counted from the moment its first tenant was created. A second run counts from
 * the same moment, so that it sends the very same messages and Demarc knows them again.
 */
export class DemoClock {
  constructor(private readonly beganAt: Date) {}

  /** Written as Defender writes times, with seven fractional digits. */
  minutesAgo(minutes: number): string {
    return this.#write(-minutes * MINUTE_MS);
  }

  daysAgo(days: number): string {
    return this.#write(-days * DAY_MS);
  }

  secondsIn(seconds: number): string {
    return this.#write(seconds * 1_000);
  }

  /** Milliseconds of waiting left until the feed is `seconds` in; never negative. */
  untilMs(seconds: number, now: Date): number {
    return Math.max(0, this.beganAt.getTime() + seconds * 1_000 - now.getTime());
  }

  #write(offsetMs: number): string {
    return new Date(this.beganAt.getTime() + offsetMs).toISOString().replace('Z', '3127Z');
  }
}
