import { describe, expect, test } from '@jest/globals';
import { type Instant, type Interval, parseInstant } from '@demarc/domain';
import fc from 'fast-check';
import { restateEnrolments } from './restate-enrolments.js';

const day = (text: string | null): Instant | null => (text === null ? null : parseInstant(`${text}T00:00:00Z`)!);
const span = (from: string | null, until: string | null = null): Interval => ({ from: day(from), until: day(until) });
const NOW = day('2026-11-22')!;
const restated = (known: readonly Interval[], ...stated: readonly Interval[]) => restateEnrolments(known, stated, NOW);

const EARLIER = span('2021-01-01', '2022-01-01');
const CURRENT = span('2023-01-01');

describe('a file of current enrolments', () => {
  test('leaves an earlier one that had ended, as an event of that time still counts', () => {
    expect(restated([EARLIER], CURRENT)).toEqual([EARLIER, CURRENT]);
    expect(restated([EARLIER, CURRENT], CURRENT)).toEqual([EARLIER, CURRENT]);
  });

  test('leaves one that ended at the very moment the next begins', () => {
    expect(restated([EARLIER], span('2022-01-01'))).toEqual([EARLIER, span('2022-01-01')]);
  });

  test('that names none for the device ends the one that held, and keeps the earlier', () => {
    const left = [EARLIER, span('2023-01-01', '2026-11-22')];
    expect(restated([EARLIER, CURRENT])).toEqual(left);
    expect(restateEnrolments(left, [], day('2027-01-01')!)).toEqual(left);
  });
});

describe('a stated enrolment', () => {
  test.each([
    ['another end', span('2023-01-01', '2024-01-01')],
    ['another beginning', span('2022-06-01')],
  ])('with %s corrects the one it overlaps and no other', (_, stated) => {
    expect(restated([EARLIER, CURRENT], stated)).toEqual([EARLIER, stated]);
  });

  test('over two takes the place of both', () => {
    expect(restated([EARLIER, CURRENT], span('2021-06-01'))).toEqual([span('2021-06-01')]);
  });

  test('that ended long ago says nothing of the one that holds', () => {
    expect(restated([CURRENT], EARLIER)).toEqual([EARLIER, CURRENT]);
  });

  test.each(['2021-01-01', '2021-12-31'])('that begins and ends on %s says that the one then never was', (date) => {
    expect(restated([EARLIER, CURRENT], span(date, date))).toEqual([CURRENT]);
    expect(restated([EARLIER, CURRENT], span(date, date), span('2024-01-01'))).toEqual([span('2024-01-01')]);
    expect(restated([CURRENT], span(date, date))).toEqual([CURRENT]);
  });
});

/** As a file may state them: in order, some empty, none over another. */
const intervals = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { maxLength: 4 })
  .map((gapsAndLengths) => {
    let year = 2000;
    return gapsAndLengths.map(([gap, length]) => {
      const from = year + gap;
      year = from + length;
      return span(`${from}-01-01`, `${year}-01-01`);
    });
  });

test('said again, later, it changes nothing; and no two enrolments ever overlap', () => {
  fc.assert(
    fc.property(intervals, intervals, (before, stated) => {
      const once = restated(restated([], ...before), ...stated);
      expect(restateEnrolments(once, stated, day('2027-01-01')!)).toEqual(once);
      expect(once.slice(1).every(({ from }, at) => once[at]!.until! <= from!)).toBe(true);
    }),
  );
});
