import { expect, it } from '@jest/globals';
import { meantBy } from './meant.js';

const rows = [{ id: '1' }, { id: '2' }, { id: '3' }];

it('means the chosen rows, or else the marked one, and never one that nobody pointed at', () => {
  expect(meantBy(rows, 0, new Set(['2', '3']))).toEqual([{ id: '2' }, { id: '3' }]);
  expect(meantBy(rows, 0, new Set())).toEqual([{ id: '1' }]);
  expect(meantBy(rows, -1, new Set())).toEqual([]);
});
