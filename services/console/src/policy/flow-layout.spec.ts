import { expect, test } from '@jest/globals';
import { flowLayout } from './flow-layout.js';

const LEAST = 18;
const FLOWS = [
  { from: 'help desk', to: 'operations', count: 60 },
  { from: 'help desk', to: 'devices', count: 20 },
  { from: 'operations', to: 'devices', count: 20 },
];

test('boxes are as high as what they have, the greatest first, and none covers another', () => {
  const { before, after, height } = flowLayout(FLOWS, 200, LEAST);
  expect(before.map(({ name, count, height: high }) => [name, count, high])).toEqual([
    ['help desk', 80, 160],
    ['operations', 20, 40],
  ]);
  expect(after.map(({ name, count }) => [name, count])).toEqual([
    ['operations', 60],
    ['devices', 40],
  ]);
  for (const column of [before, after])
    for (const [at, box] of column.entries())
      if (at > 0) expect(box.y).toBeGreaterThan(column[at - 1]!.y + column[at - 1]!.height);
  expect(height).toBe(after[1]!.y + after[1]!.height);
});

test('bands fill the boxes at both ends and do not cross on their way out of one', () => {
  const { before, bands } = flowLayout(FLOWS, 200, LEAST);
  const leaving = bands.filter(({ from }) => from === 'help desk').toSorted((a, b) => a.fromY - b.fromY);
  expect(leaving.map(({ to, width }) => [to, width])).toEqual([
    ['operations', 120],
    ['devices', 40],
  ]);
  expect(leaving[0]!.fromY - leaving[0]!.width / 2).toBe(before[0]!.y);
  expect(leaving[1]!.fromY + leaving[1]!.width / 2).toBe(before[0]!.y + before[0]!.height);
  const arriving = bands.filter(({ to }) => to === 'devices').toSorted((a, b) => a.toY - b.toY);
  expect(arriving.map(({ from }) => from)).toEqual(['help desk', 'operations']);
});

test('what is little can still be seen, and nothing is drawn of nothing', () => {
  const { bands, before } = flowLayout([FLOWS[0]!, { from: 'a', to: 'b', count: 0.001 }], 200, LEAST);
  expect(bands.every(({ width }) => width >= 1)).toBe(true);
  expect(before.every(({ height }) => height >= LEAST)).toBe(true);
  const small = bands.find(({ from }) => from === 'a')!;
  expect(small.fromY).toBeCloseTo(before[1]!.y + LEAST / 2, 1);
  expect(flowLayout([], 200, LEAST)).toEqual({ before: [], after: [], bands: [], height: 0 });
});
