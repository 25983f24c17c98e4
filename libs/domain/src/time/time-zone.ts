const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
/** Offsets change at whole quarters of an hour only, in every zone since 1990. */
const QUARTER_MS = 15 * MINUTE_MS;
const MOST_REMEMBERED = 20_000;

/** An IANA time zone: offsets and local days, from the runtime's own data. All moments are epoch milliseconds. */
export class TimeZone {
  static readonly #zones = new Map<string, TimeZone>();
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** Throws RangeError when there is no such zone. */
  static named(name: string): TimeZone {
    let zone = this.#zones.get(name);
    if (!zone) this.#zones.set(name, (zone = new TimeZone(name)));
    return zone;
  }

  private constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** How far its clocks are ahead of UTC at a moment, in milliseconds. */
  offsetAt(utcMs: number): number {
    const quarter = Math.floor(utcMs / QUARTER_MS);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      if (this.#offsets.size >= MOST_REMEMBERED) this.#offsets.clear();
      offset = this.#readOffset(quarter * QUARTER_MS);
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }

  /** The local day of a moment, counted in days since 1970-01-01. */
  dayAt(utcMs: number): number {
    return Math.floor((utcMs + this.offsetAt(utcMs)) / DAY_MS);
  }

  /**
   * The moment at which its clocks show so many minutes of a day. A time that the clocks skip is the moment at which
   * they go on; of one that they show twice, the `first` or the `last` is meant.
   */
  momentOf(day: number, minutes: number, which: 'first' | 'last'): number {
    const local = day * DAY_MS + minutes * MINUTE_MS;
    const [before, after] = [this.offsetAt(local - DAY_MS), this.offsetAt(local + DAY_MS)];
    if (before === after) return local - before;
    const shown = [local - before, local - after].filter((utcMs) => utcMs + this.offsetAt(utcMs) === local);
    if (shown.length === 0) return this.#transition(local - Math.max(before, after), local - Math.min(before, after));
    return which === 'first' ? Math.min(...shown) : Math.max(...shown);
  }

  /** The moment between two at which the offset becomes another. */
  #transition(from: number, until: number): number {
    const first = this.offsetAt(from);
    let [low, high] = [Math.floor(from / QUARTER_MS), Math.ceil(until / QUARTER_MS)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.offsetAt(middle * QUARTER_MS) === first) low = middle;
      else high = middle;
    }
    return high * QUARTER_MS;
  }

  #readOffset(utcMs: number): number {
    const parts = this.#format.formatToParts(utcMs);
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)!.value);
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return shown - utcMs;
  }
}

/** Whether the runtime knows a zone of that name. */
export function isTimeZone(name: string): boolean {
  try {
    TimeZone.named(name);
    return true;
  } catch {
    return false;
  }
}
