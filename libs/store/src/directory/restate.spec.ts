import { describe, expect, test } from '@jest/globals';
import { type Dated, type Instant, parseInstant } from '@demarc/domain';
import fc from 'fast-check';
import { DATED_PARTS } from './dated-parts.js';
import { restate } from './restate.js';

const day = (text: string | null): Instant | null => (text === null ? null : parseInstant(`${text}T00:00:00Z`)!);
const dated = (value: string, from: string | null = null, until: string | null = null): Dated<string> => ({
  value,
  from: day(from),
  until: day(until),
});
const NOW = day('2026-11-22')!;

const ring = (known: Dated<string>[], stated: Dated<string>[], isNew = false) =>
  restate(known, stated, DATED_PARTS.rings, NOW, isNew);
const tags = (known: Dated<string>[], stated: Dated<string>[], isNew = false) =>
  restate(known, stated, DATED_PARTS.tags, NOW, isNew);

describe('one value at a time', () => {
  test('of a new device has held since ever', () => {
    expect(ring([], [dated('Test')], true)).toEqual([dated('Test')]);
  });

  test('of a known device holds from now on when it was not known', () => {
    expect(ring([], [dated('Test')])).toEqual([dated('Test', '2026-11-22')]);
  });

  test('that changed ends now where the new one begins', () => {
    expect(ring([dated('Test')], [dated('Broad')])).toEqual([
      dated('Test', null, '2026-11-22'),
      dated('Broad', '2026-11-22'),
    ]);
  });

  test('that is said again, in whatever case, stays as it was', () => {
    expect(ring([dated('Test', '2022-01-01')], [dated('TEST')])).toEqual([dated('Test', '2022-01-01')]);
  });

  test('that is no longer stated ends now, and said anew begins anew', () => {
    const gone = ring([dated('Test')], []);
    expect(gone).toEqual([dated('Test', null, '2026-11-22')]);
    expect(restate(gone, [dated('Test')], DATED_PARTS.rings, day('2026-12-01')!, false)).toEqual([
      dated('Test', null, '2026-11-22'),
      dated('Test', '2026-12-01'),
    ]);
  });

  test('with dates takes the place of another in that time and no other', () => {
    expect(ring([dated('Broad')], [dated('Test', '2022-01-01', '2022-02-01')])).toEqual([
      dated('Broad', null, '2022-01-01'),
      dated('Test', '2022-01-01', '2022-02-01'),
      dated('Broad', '2022-02-01'),
    ]);
  });

  test('with a beginning alone holds until the next one begins', () => {
    expect(ring([dated('Fast', '2023-01-01')], [dated('Test', '2021-01-01')])).toEqual([
      dated('Test', '2021-01-01', '2023-01-01'),
      dated('Fast', '2023-01-01'),
    ]);
  });

  test('with another beginning corrects the one that was known', () => {
    expect(ring([dated('Test')], [dated('Test', '2022-01-01')])).toEqual([dated('Test', '2022-01-01')]);
  });

  test('of a new device begins where the dated one before it ended', () => {
    expect(ring([], [dated('Test', null, '2022-01-01'), dated('Broad')], true)).toEqual([
      dated('Test', null, '2022-01-01'),
      dated('Broad', '2022-01-01'),
    ]);
  });
});

describe('a list', () => {
  test('ends now what it lacks, begins now what it adds, and keeps the rest', () => {
    expect(tags([dated('a'), dated('b', '2022-01-01')], [dated('b'), dated('c')])).toEqual([
      dated('a', null, '2026-11-22'),
      dated('b', '2022-01-01'),
      dated('c', '2026-11-22'),
    ]);
  });

  test('that dates all it says corrects and ends nothing', () => {
    expect(tags([dated('a'), dated('b')], [dated('b', '2022-01-01', '2023-01-01')])).toEqual([
      dated('a'),
      dated('b', '2022-01-01', '2023-01-01'),
    ]);
  });

  test('that dates a part of what it says does not end that part', () => {
    expect(tags([], [dated('a', '2022-01-01'), dated('b')], true)).toEqual([dated('b'), dated('a', '2022-01-01')]);
    expect(tags([dated('b'), dated('c')], [dated('a', '2022-01-01'), dated('b')])).toEqual([
      dated('c', null, '2026-11-22'),
      dated('b'),
      dated('a', '2022-01-01'),
    ]);
  });

  test('keeps an earlier time of the same value that the correction does not touch', () => {
    expect(tags([dated('a', '2020-01-01', '2021-01-01')], [dated('a', '2022-01-01')])).toEqual([
      dated('a', '2020-01-01', '2021-01-01'),
      dated('a', '2022-01-01'),
    ]);
  });
});

test('a Defender id that is no longer stated stays, and a new one has held since ever', () => {
  expect(restate([dated('a')], [dated('b')], DATED_PARTS.defenderIds, NOW, false)).toEqual([dated('a'), dated('b')]);
});

test('saying the same again, later, changes nothing, whatever is said', () => {
  const year = fc.integer({ min: 2000, max: 2019 });
  const span = fc
    .record({
      value: fc.constantFrom('a', 'b', 'c'),
      from: fc.option(year),
      years: fc.option(fc.integer({ min: 1, max: 5 })),
    })
    .map(({ value, from, years }) =>
      dated(value, from === null ? null : `${from}-01-01`, years === null ? null : `${(from ?? 2000) + years}-01-01`),
    );
  const list = fc.array(span, { maxLength: 4 });
  fc.assert(
    fc.property(list, list, fc.constantFrom(DATED_PARTS.tags, DATED_PARTS.defenderIds), (before, said, rule) => {
      const known = restate([], before, rule, day('2025-01-01')!, true);
      const once = restate(known, said, rule, NOW, false);
      expect(restate(once, said, rule, day('2027-01-01')!, false)).toEqual(once);
    }),
  );
});
