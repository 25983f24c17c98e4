import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxesOf, cellsOf, exampleOf } from './boxes.js';
import { CELL_COUNT, FACT_VALUES, cellOf, factsOf } from './cells.js';
import { FACT_NAMES } from './policy.js';

const someCells = fc.uniqueArray(fc.nat({ max: CELL_COUNT - 1 }), { minLength: 1, maxLength: 60 });
const inOrder = (cells: Iterable<number>) => [...cells].sort((a, b) => a - b);

describe('the cells of facts', () => {
  it('are as many as the facts have combinations', () => {
    expect(CELL_COUNT).toBe(FACT_NAMES.reduce((product, name) => product * FACT_VALUES[name].length, 1));
    expect(CELL_COUNT).toBe(3 * 4 * 21 * 3 * 2 * 2);
  });

  it('each have a number and facts of their own', () => {
    const seen = new Set<string>();
    for (let cell = 0; cell < CELL_COUNT; cell += 1) {
      expect(cellOf(factsOf(cell))).toBe(cell);
      seen.add(JSON.stringify(factsOf(cell)));
    }
    expect(seen.size).toBe(CELL_COUNT);
  });
});

describe('cells as conditions', () => {
  it('hold for exactly those cells, each once', () => {
    fc.assert(
      fc.property(someCells, (cells) => expect(inOrder(boxesOf(cells).flatMap(cellsOf))).toEqual(inOrder(cells))),
    );
  });

  it('are the same whatever order the cells come in', () => {
    fc.assert(fc.property(someCells, (cells) => expect(boxesOf(cells.toReversed())).toEqual(boxesOf(cells))));
  });

  it('are those for which each fact has a value of the condition', () => {
    const cells = cellsOf({ device: ['none', 'mmd'], area: ['vpn'] });
    const facts = Array.from({ length: CELL_COUNT }, (_, cell) => factsOf(cell));
    const wanted = facts.filter(({ device, area }) => (device === 'mmd' || device === 'none') && area === 'vpn');
    expect(cells.map(factsOf)).toEqual(wanted);
  });

  it('are one condition when the cells are those of one', () => {
    const condition = { kind: ['operational'], device: ['mmd', 'none'], area: ['vpn', 'proxy'] } as const;
    expect(boxesOf(cellsOf(condition))).toEqual([condition]);
    expect(boxesOf(cellsOf({}))).toEqual([{}]);
  });

  it('take in cells that never happen only where that makes them simpler', () => {
    const neverHappen = cellsOf({ device: ['none'], ring: ['test'] });
    const production = cellsOf({ kind: ['change'], device: ['none'], ring: ['production'] });
    expect(boxesOf(production, neverHappen)).toEqual([{ kind: ['change'], device: ['none'] }]);
    const test = cellsOf({ kind: ['change'], device: ['mmd'], ring: ['test'] });
    expect(boxesOf(test, neverHappen)).toEqual([{ kind: ['change'], device: ['mmd'], ring: ['test'] }]);
  });

  it('are pictured by the most ordinary facts among them', () => {
    expect(exampleOf(cellsOf({ ring: ['test', 'production'], handledBy: ['automation', 'nobody'] }))).toMatchObject({
      ring: 'production',
      handledBy: 'nobody',
      serviceImpact: 'no',
    });
    expect(exampleOf(cellsOf({ ring: ['test'] }))).toMatchObject({ ring: 'test', handledBy: 'nobody' });
    expect(exampleOf([])).toBeNull();
  });
});
