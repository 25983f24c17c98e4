import { expect, test } from '@jest/globals';
import { scaleOf, ticksOf } from './time-scale.js';

test('the scale has room for today and every moment, in their order', () => {
  const now = Date.UTC(2026, 10, 27);
  const scale = scaleOf(['2023-03-08T00:00:00Z', '2027-01-01T00:00:00Z'], now);
  const at = ['2023-03-08', '2026-11-27', '2027-01-01'].map((day) => scale.at(Date.parse(day)));
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(at[0]).toBeGreaterThan(0);
  expect(at[2]).toBeLessThan(100);
  expect(scale.at(0)).toBe(0);
});

test.each([
  ['nothing but today', []],
  ['four years', ['2023-03-08T00:00:00Z', '2027-01-01T00:00:00Z']],
  ['a century', ['1950-01-01T00:00:00Z']],
])('of %s a handful of beginnings of months are marked', (_, moments) => {
  const scale = scaleOf(moments, Date.UTC(2026, 10, 27));
  const ticks = ticksOf(scale);
  expect(ticks.length).toBeGreaterThan(0);
  expect(ticks.length).toBeLessThan(11);
  for (const ms of ticks) {
    expect(new Date(ms).getUTCDate()).toBe(1);
    expect(ms).toBeGreaterThanOrEqual(scale.fromMs);
    expect(ms).toBeLessThanOrEqual(scale.toMs);
  }
});
