import { expect, test } from '@jest/globals';
import { type Shift, placeIn, weeksOf } from './calendar.js';

const at = (day: number, hour = 0) => new Date(2026, 10, day, hour).toISOString();
/** A Friday. */
const NOW = new Date(2026, 10, 27, 12).getTime();
const shift = (contact: string | null, from: string, until: string): Shift => ({
  contact,
  from,
  until,
  why: contact === null ? 'nobody' : 'rotation',
});

test('weeks begin on the Monday before now and go on until the last shift ends', () => {
  const weeks = weeksOf([shift('Ann', at(27, 12), at(30, 9)), shift('Bob', at(30, 9), at(37, 9))], NOW);
  expect(weeks.map(({ days }) => [days[0]!.getDate(), days.length])).toEqual([
    [23, 7],
    [30, 7],
    [7, 7],
  ]);
  expect(weeks[0]!.pieces).toMatchObject([{ contact: 'Ann', end: 100, isCutBefore: false, isCutAfter: true }]);
  expect(weeks[0]!.pieces[0]!.begin).toBeCloseTo((100 * 4.5) / 7);
  expect(weeks[1]!.pieces).toMatchObject([
    { contact: 'Ann', begin: 0, isCutBefore: true, isCutAfter: false },
    { contact: 'Bob', end: 100 },
  ]);
  expect(weeks[1]!.pieces[0]!.end).toBeCloseTo(weeks[1]!.pieces[1]!.begin);
});

test('a shift that ends with the week is not in the next one', () => {
  const weeks = weeksOf([shift(null, at(27, 12), at(30))], NOW);
  expect(weeks.map(({ pieces }) => pieces.length)).toEqual([1]);
  expect(weeks[0]!.pieces[0]).toMatchObject({ contact: null, end: 100, isCutAfter: false });
});

test('a turn handed over at the midnight between two weeks is in one of them each', () => {
  const weeks = weeksOf([shift('Ann', at(27, 12), at(30)), shift('Bob', at(30), at(31))], NOW);
  expect(weeks.map(({ pieces }) => pieces.map(({ contact }) => contact))).toEqual([['Ann'], ['Bob']]);
});

test('without shifts this week is shown, and empty', () => {
  expect(weeksOf([], NOW)).toMatchObject([{ pieces: [] }]);
});

test('a moment stands in its week, or before or after it', () => {
  const { days } = weeksOf([], NOW)[0]!;
  expect(placeIn(days, Date.parse(at(23)))).toBe(0);
  expect(placeIn(days, Date.parse(at(26, 12)))).toBe(50);
  expect(placeIn(days, Date.parse(at(22)))).toBeLessThan(0);
  expect(placeIn(days, Date.parse(at(31)))).toBeGreaterThan(100);
});
