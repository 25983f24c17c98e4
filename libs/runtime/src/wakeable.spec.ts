import { expect, it } from '@jest/globals';
import { Wakeable } from './wakeable.js';

/** Work that ends when it is told to. */
function heldWork() {
  const ends: (() => void)[] = [];
  const wakeable = new Wakeable(() => new Promise((resolve) => ends.push(resolve)));
  return { wakeable, ends };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('runs once more for any number of wakes that come while it runs, and never twice at a time', async () => {
  const { wakeable, ends } = heldWork();
  for (let n = 0; n < 3; n += 1) wakeable.wake();
  await turn();
  expect(ends).toHaveLength(1);
  wakeable.wake();
  wakeable.wake();
  ends[0]!();
  await turn();
  expect(ends).toHaveLength(2);
  ends[1]!();
  await wakeable.settled();
  expect(ends).toHaveLength(2);
});

it('can be woken again after it came to rest', async () => {
  const { wakeable, ends } = heldWork();
  wakeable.wake();
  await turn();
  ends[0]!();
  await wakeable.settled();
  wakeable.wake();
  await turn();
  expect(ends).toHaveLength(2);
});
