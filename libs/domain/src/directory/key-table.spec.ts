import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyTable } from './key-table.js';

const sorted = (holders: Iterable<number>) => [...holders].sort((a, b) => a - b);
/** Spreads as a hash does, so that many pairs fill many segments. */
const spread = (n: number) => Math.imul(n ^ (n >>> 7), 0x9e3779b1);

describe('the table of keys', () => {
  it('knows exactly the holders that were added and not removed', () => {
    const hash = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0x70001, -0x7fff0000, 0xffff), fc.integer());
    const step = fc.record({ hash, holder: fc.nat(40), adds: fc.integer({ min: 0, max: 3 }).map((one) => one > 0) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600, size: 'max' }), (steps) => {
        const table = new KeyTable();
        const model = new Map<number, Set<number>>();
        for (const { hash, holder, adds } of steps) {
          const holders = model.get(hash) ?? new Set();
          model.set(hash, holders);
          if (!adds) table.remove(hash, holder);
          else if (!holders.has(holder)) table.add(hash, holder);
          holders[adds ? 'add' : 'delete'](holder);
        }
        for (const [hash, holders] of model) expect(sorted(table.holdersOf(hash))).toEqual(sorted(holders));
      }),
    );
  });

  it('finds every pair while it grows, is divided and loses half of them', () => {
    const table = new KeyTable();
    const all = Array.from({ length: 100_000 }, (_, n) => n);
    const lost = () => all.filter((n) => !table.holdersOf(spread(n)).includes(n));
    for (const n of all) table.add(spread(n), n);
    expect(lost()).toEqual([]);
    for (const n of all.filter((n) => n % 2 === 1)) table.remove(spread(n), n);
    expect(lost()).toEqual(all.filter((n) => n % 2 === 1));
  });
});
