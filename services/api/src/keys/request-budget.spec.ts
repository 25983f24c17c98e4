import { expect, it } from '@jest/globals';
import { instantOf } from '@demarc/domain';
import { RequestBudget } from './request-budget.js';

const at = (seconds: number) => instantOf(Date.UTC(2026, 10, 22) + seconds * 1_000);

it('so many requests pass in a window, the next is told how long to wait, and others are not held back', () => {
  const budget = new RequestBudget({ requests: 2, windowMs: 60_000 });
  expect([budget.take('a', at(0)), budget.take('a', at(10)), budget.take('a', at(20))]).toEqual([0, 0, 40]);
  expect(budget.take('b', at(20))).toBe(0);
  expect(budget.take('a', at(60))).toBe(0);
});
