import { expect, test } from '@jest/globals';
import { isDueAgain } from './clock.js';

test.each([
  ['never happened', Number.NEGATIVE_INFINITY, 5_000, true],
  ['a moment ago', 4_500, 5_000, false],
  ['long enough ago', 4_000, 5_000, true],
  ['in what is the future, since the clock was put back', 7_000, 5_000, true],
])('what is done each second and was done %s: due is %s', (_when, last, now, due) => {
  expect(isDueAgain(last, 1_000, now)).toBe(due);
});
