import { expect, test } from '@jest/globals';
import { spansOf } from './spans.js';

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
