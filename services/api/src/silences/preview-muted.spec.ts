import { expect, it } from '@jest/globals';
import { mutedAmong } from './preview-muted.js';

/** The numbers from 0, three a page. */
const listOf = (length: number) => (cursor: string | undefined) => {
  const from = Number(cursor ?? 0);
  const to = Math.min(from + 3, length);
  const items = Array.from({ length: to - from }, (_, at) => from + at);
  return Promise.resolve({ items, next: to < length ? String(to) : null });
};
const isEven = (number: number) => number % 2 === 0;

it('a list that is looked at to its end is told as it is', async () => {
  expect(await mutedAmong(listOf(8), isEven, 100)).toEqual({ found: [0, 2, 4, 6], isMore: false });
  expect(await mutedAmong(listOf(6), isEven, 6)).toEqual({ found: [0, 2, 4], isMore: false });
});

it('of a list that goes on it is said that there may be more', async () => {
  expect(await mutedAmong(listOf(8), isEven, 6)).toEqual({ found: [0, 2, 4], isMore: true });
});
