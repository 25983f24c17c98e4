import { type Dated, type Instant, type Interval, holdsAt } from '@demarc/domain';
import { restate } from './restate.js';

type Intervals = readonly Interval[];

const RULE = { one: false, lasts: false };

/**
 * The enrolments of a device after a file stated some. Pure. They follow the rules of {@link restate} for a list of
 * values, of which there is one, "enrolled": a stated interval takes the place of those it overlaps and of no others,
 * so that a file of current enrolments does not unsay earlier ones; with none stated, what holds at `at` ends then.
 * An interval that ends where it begins says that the one which covers that moment never was.
 */
export function restateEnrolments(known: Intervals, stated: Intervals, at: Instant): Intervals {
  const never = stated.filter(isEmpty).map(({ from }) => from!);
  const kept = known.filter((interval) => !never.some((moment) => holdsAt(interval, moment)));
  const intervals = stated.filter((interval) => !isEmpty(interval));
  if (never.length > 0 && intervals.length === 0) return kept;
  const values = restate(kept.map(enrolled), intervals.map(enrolled), RULE, at, false);
  return values.map(({ from, until }) => ({ from, until }));
}

function enrolled({ from, until }: Interval): Dated<'enrolled'> {
  return { value: 'enrolled', from, until };
}

function isEmpty({ from, until }: Interval): boolean {
  return from !== null && from === until;
}
