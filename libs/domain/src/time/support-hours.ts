import { type Instant, epochMs, instantOf, later } from '../event/instant.js';
import { DAY_MS, TimeZone } from './time-zone.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From `start` until `end` of local time, `HH:MM`; `24:00` is the end of the day. */
export interface Window {
  readonly start: string;
  readonly end: string;
}

/** When a team works. */
export interface SupportHours {
  /** IANA zone, such as `Europe/Amsterdam`. */
  readonly timeZone: string;
  /** Windows of each weekday, which do not overlap. A day without one is free. */
  readonly week: Readonly<Record<Weekday, readonly Window[]>>;
  /** Local dates (`YYYY-MM-DD`) on which nobody works. */
  readonly holidays: readonly string[];
}

export type Hours = '24x7' | SupportHours;

export const ALWAYS: Hours = '24x7';

const WHOLE_DAY: readonly Window[] = [{ start: '00:00', end: '24:00' }];

/** MMD operations: around the clock, Monday to Friday (domain 2.1). In which zone the days begin is a product decision. */
export const MICROSOFT_ADMIN_HOURS: SupportHours = {
  timeZone: 'UTC',
  week: { mon: WHOLE_DAY, tue: WHOLE_DAY, wed: WHOLE_DAY, thu: WHOLE_DAY, fri: WHOLE_DAY, sat: [], sun: [] },
  holidays: [],
};

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = WEEKDAYS.indexOf('thu');
const MOST_DAYS = 732;
const MOST_DAYS_KEPT = 4_000;

/** A window as moments. */
type Span = readonly [from: number, until: number];

/** Hours with their windows as moments, worked out once for each day. */
class OpenDays {
  readonly zone: TimeZone;
  readonly #windows: readonly (readonly (readonly [number, number])[])[];
  readonly #holidays: ReadonlySet<number>;
  readonly #days = new Map<number, readonly Span[]>();

  constructor({ timeZone, week, holidays }: SupportHours) {
    this.zone = TimeZone.named(timeZone);
    this.#windows = WEEKDAYS.map((day) =>
      week[day].map(({ start, end }) => [minutesOf(start), minutesOf(end)] as const).sort(([a], [b]) => a - b),
    );
    this.#holidays = new Set(holidays.map((date) => Date.parse(`${date}T00:00:00Z`) / DAY_MS));
  }

  /** The windows of a local day, in order. */
  of(day: number): readonly Span[] {
    let spans = this.#days.get(day);
    if (!spans) {
      if (this.#days.size >= MOST_DAYS_KEPT) this.#days.clear();
      spans = this.#holidays.has(day) ? [] : this.#read(day);
      this.#days.set(day, spans);
    }
    return spans;
  }

  #read(day: number): readonly Span[] {
    const windows = this.#windows[(((day + FIRST_WEEKDAY) % 7) + 7) % 7]!;
    return windows
      .map(([start, end]): Span => [this.zone.momentOf(day, start, 'first'), this.zone.momentOf(day, end, 'last')])
      .filter(([from, until]) => until > from);
  }
}

const known = new WeakMap<SupportHours, OpenDays>();

function openDaysOf(hours: SupportHours): OpenDays {
  let days = known.get(hours);
  if (!days) known.set(hours, (days = new OpenDays(hours)));
  return days;
}

/**
 * The moment at which so many minutes of support hours have passed after `from`; with 0 minutes, `from` itself. Days
 * on which clocks change count as long as they are. Throws RangeError when the hours do not offer that many minutes
 * within two years.
 */
export function addSupportMinutes(from: Instant, minutes: number, hours: Hours): Instant {
  const start = epochMs(from);
  if (minutes <= 0) return from;
  if (hours === '24x7') return instantOf(start + minutes * MINUTE_MS);
  const days = openDaysOf(hours);
  let left = minutes * MINUTE_MS;
  const first = days.zone.dayAt(start);
  for (let day = first; day <= first + MOST_DAYS; day += 1) {
    for (const [opens, closes] of days.of(day)) {
      const open = closes - Math.max(opens, start);
      if (open <= 0) continue;
      if (left <= open) return instantOf(Math.max(opens, start) + left);
      left -= open;
    }
  }
  throw new RangeError(`The support hours in ${hours.timeZone} have no ${minutes} minutes after ${from}.`);
}

/** How many minutes of support hours lie between two moments, with their fraction; 0 when `until` is not after `from`. */
export function supportMinutesBetween(from: Instant, until: Instant, hours: Hours): number {
  const [start, end] = [epochMs(from), epochMs(until)];
  if (end <= start) return 0;
  if (hours === '24x7') return (end - start) / MINUTE_MS;
  return openBetween(start, end, hours).reduce((sum, [opens, closes]) => sum + closes - opens, 0) / MINUTE_MS;
}

/** The stretches between two moments in which nobody works, in order; none when `until` is not after `from`. */
export function closedBetween(
  from: Instant,
  until: Instant,
  hours: Hours,
): { readonly from: Instant; readonly until: Instant }[] {
  if (hours === '24x7' || until <= from) return [];
  const closed: { from: Instant; until: Instant }[] = [];
  let since = from;
  for (const [opens, closes] of openBetween(epochMs(from), epochMs(until), hours)) {
    if (instantOf(opens) > since) closed.push({ from: since, until: instantOf(opens) });
    since = later(since, instantOf(closes));
  }
  if (since < until && epochMs(since) < epochMs(until)) closed.push({ from: since, until });
  return closed;
}

function openBetween(start: number, end: number, hours: SupportHours): Span[] {
  const days = openDaysOf(hours);
  const open: Span[] = [];
  const last = days.zone.dayAt(end);
  for (let day = days.zone.dayAt(start); day <= last; day += 1) {
    for (const [opens, closes] of days.of(day)) {
      if (closes > start && opens < end) open.push([Math.max(opens, start), Math.min(closes, end)]);
    }
  }
  return open;
}

export function isOpen(at: Instant, hours: Hours): boolean {
  return nextOpening(at, hours) === at;
}

/** The next moment at which somebody works: `at` itself while they do. Throws RangeError when nobody does for two years. */
export function nextOpening(at: Instant, hours: Hours): Instant {
  if (hours === '24x7') return at;
  const days = openDaysOf(hours);
  const from = epochMs(at);
  const first = days.zone.dayAt(from);
  for (let day = first; day <= first + MOST_DAYS; day += 1) {
    for (const [opens, closes] of days.of(day)) {
      if (opens <= from && from < closes) return at;
      if (opens > from) return instantOf(opens);
    }
  }
  throw new RangeError(`The support hours in ${hours.timeZone} are never open after ${at}.`);
}

/** `HH:MM` as minutes since midnight. */
export function minutesOf(time: string): number {
  const [hour, minute] = time.split(':');
  return Number(hour) * MINUTES_PER_HOUR + Number(minute);
}
