import type { Dated, Instant, Interval } from '@demarc/domain';
import type { PartRule } from './dated-parts.js';

type Values<T extends string> = readonly Dated<T>[];

/**
 * The values of a part after a file stated some of them. Pure.
 *
 * A value with dates corrects what was known of that time: it takes the place of what was known of the same value in
 * the time it touches, and where a part has one value at a time the others give way. Values without dates are all that
 * holds at `at`: what held and is not among them ends then, what is new begins then, and that of a new device has
 * always held. A file that gives dates to everything it says corrects, and ends nothing.
 */
export function restate<T extends string>(
  known: Values<T>,
  stated: Values<T>,
  rule: Pick<PartRule, 'one' | 'lasts'>,
  at: Instant,
  isNew: boolean,
): Values<T> {
  const dated = stated.filter((value) => !isUndated(value));
  const undated = stated.filter(isUndated);
  const corrected = dated.length > 0 ? correct(known, dated, rule.one) : known;
  if (dated.length > 0 && undated.length === 0) return corrected;
  const begun = undated.filter(({ value }) => !holding(corrected, at).some((held) => same(held.value, value)));
  if (rule.lasts && begun.length === 0) return corrected;
  const kept = rule.lasts ? corrected : ended(corrected, stated, at);
  const news = begun.map(({ value }) => ({ value, from: beginning(corrected, value, rule, at, isNew), until: null }));
  return correct(kept, news, rule.one);
}

export function isUndated({ from, until }: Interval): boolean {
  return from === null && until === null;
}

export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function holding<T extends string>(values: Values<T>, at: Instant): Values<T> {
  return values.filter((held) => begins(held) <= at && at < ends(held));
}

/** What holds at `at` and is not stated holds no longer. */
function ended<T extends string>(values: Values<T>, stated: Values<T>, at: Instant): Values<T> {
  return values.flatMap((held) => {
    if (at < begins(held) || ends(held) <= at || stated.some(({ value }) => same(value, held.value))) return [held];
    return begins(held) < at ? [{ ...held, until: at }] : [];
  });
}

function beginning<T extends string>(
  values: Values<T>,
  value: T,
  { one, lasts }: Pick<PartRule, 'one' | 'lasts'>,
  at: Instant,
  isNew: boolean,
): Instant | null {
  if (!isNew && !lasts) return at;
  if (one && holding(values, at).length > 0) return at;
  const before = values.filter((held) => (one || same(held.value, value)) && ends(held) <= at);
  return latest(before.map(({ until }) => until));
}

function correct<T extends string>(known: Values<T>, stated: Values<T>, one: boolean): Values<T> {
  const spans = stated.map((span) => (one ? boundedByNext(span, [...known, ...stated]) : span));
  const rest = known.flatMap((held) =>
    spans.reduce<Dated<T>[]>((pieces, span) => pieces.flatMap((piece) => giveWay(piece, span, one)), [held]),
  );
  const sorted = [...rest, ...spans].toSorted(
    (a, b) => compareText(begins(a), begins(b)) || compareText(ends(a), ends(b)),
  );
  return sorted.filter((held, index) => !sorted.slice(0, index).some((other) => equal(other, held)));
}

/** A value whose end is not stated holds until the next other one begins. */
function boundedByNext<T extends string>(span: Dated<T>, values: Values<T>): Dated<T> {
  if (span.until !== null) return span;
  const later = values.filter(({ value, from }) => from !== null && from > begins(span) && !same(value, span.value));
  const [next = null] = later.map(({ from }) => from).toSorted((a, b) => compareText(a ?? '', b ?? ''));
  return { ...span, until: next };
}

/** What is left of `held` beside `span`. */
function giveWay<T extends string>(held: Dated<T>, span: Dated<T>, one: boolean): Dated<T>[] {
  if (begins(span) >= ends(held) || begins(held) >= ends(span)) return [held];
  if (same(held.value, span.value)) return [];
  if (!one) return [held];
  const before = begins(held) < begins(span) ? [{ ...held, until: span.from }] : [];
  const after = ends(span) < ends(held) ? [{ ...held, from: span.until }] : [];
  return [...before, ...after];
}

function equal<T extends string>(a: Dated<T>, b: Dated<T>): boolean {
  return same(a.value, b.value) && a.from === b.from && a.until === b.until;
}

function latest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce((last, moment) => (compareText(last ?? '', moment ?? '') < 0 ? moment : last), null);
}

/** Instants sort as text; these two stand before and behind all of them. */
function begins({ from }: Interval): string {
  return from ?? '';
}

function ends({ until }: Interval): string {
  return until ?? '~';
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
