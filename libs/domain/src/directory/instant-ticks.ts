import type { Instant } from '../event/instant.js';

/** 1990, the earliest year of an instant, to 2126 in 32 bits. */
const FIRST_SECOND = Date.UTC(1990, 0, 1) / 1_000;
const MOST_SECONDS = 2 ** 32;
const MOST_TICKS = 10_000_000;
const LENGTH = 28;
const SECONDS_PER_DAY = 86_400;

/** Whole seconds since 1990 and the 100 ns ticks after them; null when an instant cannot be told exactly this way. */
export function ticksOf(instant: Instant): { readonly seconds: number; readonly ticks: number } | null {
  if (instant.length !== LENGTH) return null;
  const year = pairAt(instant, 0) * 100 + pairAt(instant, 2);
  const days = Date.UTC(year, pairAt(instant, 5) - 1, pairAt(instant, 8)) / (SECONDS_PER_DAY * 1_000);
  const ofDay = pairAt(instant, 11) * 3_600 + pairAt(instant, 14) * 60 + pairAt(instant, 17);
  const seconds = days * SECONDS_PER_DAY + ofDay - FIRST_SECOND;
  const upper = pairAt(instant, 20) * 100 + pairAt(instant, 22);
  const ticks = upper * 1_000 + pairAt(instant, 24) * 10 + digitAt(instant, 26);
  // Whatever the text is, even the 30th of a February: it counts only when it comes back as it was.
  const isExact =
    seconds >= 0 &&
    seconds < MOST_SECONDS &&
    ticks >= 0 &&
    ticks < MOST_TICKS &&
    instantOfTicks(seconds, ticks) === instant;
  return isExact ? { seconds, ticks } : null;
}

const CODES = Array.from('0000-00-00T00:00:00.0000000Z', (sign) => sign.charCodeAt(0));

/** The inverse of {@link ticksOf}. Ten times as fast as a `Date`, and looking a device up reads half a dozen of them. */
export function instantOfTicks(seconds: number, ticks: number): Instant {
  const days = Math.floor((seconds + FIRST_SECOND) / SECONDS_PER_DAY);
  const ofDay = seconds + FIRST_SECOND - days * SECONDS_PER_DAY;
  writeDate(days);
  writePair(11, quotient(ofDay, 3_600));
  writePair(14, quotient(ofDay, 60) % 60);
  writePair(17, ofDay % 60);
  const upper = quotient(ticks, 1_000);
  const lower = ticks - upper * 1_000;
  writePair(20, quotient(upper, 100));
  writePair(22, upper % 100);
  writePair(24, quotient(lower, 10));
  CODES[26] = 0x30 + (lower % 10);
  return String.fromCharCode.apply(null, CODES) as Instant;
}

/** Days since 1970 as a date (H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
function writeDate(days: number): void {
  const shifted = days + 719_468;
  const era = quotient(shifted, 146_097);
  const ofEra = shifted - era * 146_097;
  const leaps = quotient(ofEra, 1_460) - quotient(ofEra, 36_524) + quotient(ofEra, 146_096);
  const yearOfEra = quotient(ofEra - leaps, 365);
  const ofYear = ofEra - (365 * yearOfEra + quotient(yearOfEra, 4) - quotient(yearOfEra, 100));
  const fromMarch = quotient(5 * ofYear + 2, 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  writePair(0, quotient(year, 100));
  writePair(2, year % 100);
  writePair(5, month);
  writePair(8, ofYear - quotient(153 * fromMarch + 2, 5) + 1);
}

function writePair(at: number, value: number): void {
  const tens = quotient(value, 10);
  CODES[at] = 0x30 + tens;
  CODES[at + 1] = 0x30 + value - tens * 10;
}

function pairAt(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

/** Of what is no digit, any number: see {@link ticksOf}. */
function digitAt(text: string, at: number): number {
  return text.charCodeAt(at) - 0x30;
}

/** Of whole numbers below 2^31, which V8 then divides as such. */
function quotient(dividend: number, divisor: number): number {
  return (dividend / divisor) | 0;
}
