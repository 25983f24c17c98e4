import { expect, test } from '@jest/globals';
import { scaleOf, spansOf, ticksOf } from './spans.js';

const adopted = (version: string, holdsFrom: string | null, isInForce = false) => ({
  version,
  title: version,
  holdsFrom,
  adoptedAt: holdsFrom,
  adoptedBy: holdsFrom && 'microsoft/grace',
  approvedBy: holdsFrom && 'microsoft/noor',
  isInForce,
});

test('a policy holds until the next one, and of two from one day the last counts', () => {
  const items = [
    adopted('first', null),
    adopted('mistaken', '2026-03-01T00:00:00.000Z'),
    adopted('second', '2026-03-01T00:00:00.000Z', true),
    adopted('third', '2027-01-01T00:00:00.000Z'),
  ];
  expect(spansOf(items).map(({ version, from, until }) => [version, from, until])).toEqual([
    ['first', null, '2026-03-01T00:00:00.000Z'],
    ['second', '2026-03-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['third', '2027-01-01T00:00:00.000Z', null],
  ]);
  expect(spansOf(items)[1]!.isInForce).toBe(true);
  expect(spansOf([adopted('first', null, true)])).toMatchObject([{ from: null, until: null }]);
});

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
