import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Held,
  type Kept,
  KEYS,
  TENANT,
  aChain,
  findingsOf,
  hashOf,
  nameAt,
  stretchesOf,
} from './fixtures/a-chain.js';
import { CHAIN_START, headOf } from './chain.js';
import { checkpointOf } from './checkpoint.js';

const RUNS = { numRuns: 300 };
const chain = fc
  .tuple(fc.integer({ min: 4, max: 40 }), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }))
  .map(([entries, sizes]) => aChain(entries, sizes));
/** A chain, two different places of it (from 0), and how many stretches are read at once. */
const cases = chain.chain((kept) =>
  fc.record({
    kept: fc.constant(kept),
    places: fc.uniqueArray(fc.nat({ max: kept.chain.length - 1 }), { minLength: 2, maxLength: 2 }),
    page: fc.integer({ min: 1, max: 5 }),
  }),
);
type Case = { readonly kept: Kept; readonly places: readonly number[]; readonly page: number };

/** Every case of a kind of tampering is found as it should be. */
function always(
  tamper: (kept: Kept, i: number, j: number) => Kept,
  found: (given: Case, i: number, j: number) => unknown[],
) {
  fc.assert(
    fc.property(cases, ({ kept, places: [i, j], page }) => {
      const findings = findingsOf(tamper(kept, i!, j!), { page });
      expect(findings).toEqual(expect.arrayContaining(found({ kept, places: [i!, j!], page }, i!, j!)));
    }),
    RUNS,
  );
}

const a = (kind: string, place: number) => expect.objectContaining({ kind, entry: nameAt(place + 1) });
const withRecord = (kept: Kept, change: (record: Map<string, Buffer>) => void): Kept => {
  const record = new Map(kept.record);
  change(record);
  return { ...kept, record };
};
const withChain = (kept: Kept, change: (held: Held[]) => void): Kept => {
  const held = [...kept.chain];
  change(held);
  return { ...kept, chain: held };
};

it('finds nothing where nothing was done', () => {
  fc.assert(
    fc.property(cases, ({ kept, page }) => expect(findingsOf(kept, { page })).toEqual([])),
    RUNS,
  );
  expect(findingsOf(aChain(0))).toEqual([]);
});

describe('of the record', () => {
  it('any changed entry is found and named, and no other', () => {
    always(
      (kept, i) => withRecord(kept, (record) => record.set(nameAt(i + 1), hashOf('another content'))),
      (_, i) => [a('changed', i)],
    );
    const kept = aChain(9);
    expect(findingsOf(withRecord(kept, (record) => record.set(nameAt(4), hashOf('x'))))).toHaveLength(1);
  });

  it('any removed entry is found and named, also several', () => {
    always(
      (kept, i, j) =>
        withRecord(kept, (record) => {
          record.delete(nameAt(i + 1));
          record.delete(nameAt(j + 1));
        }),
      (_, i, j) => [a('removed', i), a('removed', j)],
    );
  });

  it('any entry that was put in is found and named', () => {
    always(
      (kept) => withRecord(kept, (record) => record.set('timeline/forged/1', hashOf('forged'))),
      () => [expect.objectContaining({ kind: 'inserted', entry: 'timeline/forged/1' })],
    );
  });

  it('any two entries that changed places are found as that, and named', () => {
    always(
      (kept, i, j) =>
        withRecord(kept, (record) => {
          record.set(nameAt(i + 1), kept.record.get(nameAt(j + 1))!);
          record.set(nameAt(j + 1), kept.record.get(nameAt(i + 1))!);
        }),
      (_, i, j) => [a('reordered', i), a('reordered', j)],
    );
  });
});

describe('of a record whose chain was mended to match it by somebody without the key', () => {
  it('any changed entry is found and named', () => {
    always(
      (kept, i) => {
        const hash = hashOf('another content');
        const mended = withChain(kept, (held) => (held[i] = { ...held[i]!, hash }));
        return withRecord(mended, (record) => record.set(nameAt(i + 1), hash));
      },
      ({ kept }, i) => (i === kept.chain.length - 1 ? [expect.objectContaining({ seq: i + 1 })] : [a('rewritten', i)]),
    );
  });

  it('any overwritten link is found, and the entry is named', () => {
    always(
      (kept, i) => withChain(kept, (held) => (held[i] = { ...held[i]!, link: hashOf('no link') })),
      (_, i) => [a('rewritten', i)],
    );
  });

  it('any removed entry is found by its place, also where all others moved up', () => {
    always(
      (kept, i) => {
        const mended = withChain(kept, (held) => held.splice(i, 1));
        return withRecord(mended, (record) => record.delete(nameAt(i + 1)));
      },
      ({ kept }, i) => {
        const last = kept.chain.length - 1;
        if (i === last) return [expect.objectContaining({ kind: 'cut-off', seq: i + 1 })];
        // With one entry left after it nothing shows that this one is not itself altered.
        return i === last - 1
          ? [expect.objectContaining({ seq: i + 1 })]
          : [expect.objectContaining({ kind: 'removed', seq: i + 1 })];
      },
    );
  });

  it('any entry that was put in is found and named', () => {
    always(
      (kept, i) => {
        const forged = { name: 'timeline/forged/1', hash: hashOf('forged'), link: hashOf('guessed') };
        const mended = withChain(kept, (held) => held.splice(i, 0, forged));
        return withRecord(mended, (record) => record.set(forged.name, forged.hash));
      },
      () => [expect.objectContaining({ kind: 'inserted', entry: 'timeline/forged/1' })],
    );
  });

  it('any two entries that changed places are found, where they are read together as that', () => {
    fc.assert(
      fc.property(cases, ({ kept, places: [i, j] }) => {
        const swapped = withChain(kept, (held) => ([held[i!], held[j!]] = [held[j!]!, held[i!]!]));
        const kinds = findingsOf(swapped).filter(({ entry }) => [nameAt(i! + 1), nameAt(j! + 1)].includes(entry!));
        expect(kinds.map(({ kind }) => kind)).toContain('reordered');
      }),
      RUNS,
    );
  });

  it('stretches that changed places are found', () => {
    const kept = aChain(12, [3, 3, 3, 3]);
    const stretches = stretchesOf(kept);
    const [one, two] = [stretches[1]!, stretches[2]!];
    stretches[1] = { ...two, firstSeq: one.firstSeq };
    stretches[2] = { ...one, firstSeq: two.firstSeq };
    expect(findingsOf(kept, { stretches })).toContainEqual(expect.objectContaining({ kind: 'reordered' }));
  });

  it('a missing stretch is found by its places', () => {
    const kept = aChain(12, [3, 3, 3, 3]);
    const stretches = stretchesOf(kept).filter((_, n) => n !== 2);
    expect(findingsOf(kept, { stretches })).toContainEqual(
      expect.objectContaining({ kind: 'removed', seq: 7, detail: expect.stringContaining('7 to 9') }),
    );
  });
});

describe('the end of a chain', () => {
  const cut = (kept: Kept, to: number): Kept => {
    const short = withChain(kept, (held) => held.splice(to));
    return withRecord(short, (record) => kept.chain.slice(to).forEach(({ name }) => record.delete(name)));
  };

  it('is missed however much was cut off', () => {
    always(
      (kept, i) => ({ ...cut(kept, i), checkpoints: [] }),
      (_, i) => [expect.objectContaining({ kind: 'cut-off', seq: i + 1 })],
    );
  });

  it('is missed by a checkpoint where its own mark was put back to an older one', () => {
    always(
      (kept, i) => ({
        ...cut(kept, i),
        head: headOf(KEYS.current, TENANT, i, kept.chain[i - 1]?.link ?? CHAIN_START),
      }),
      (_, i) => [expect.objectContaining({ kind: 'cut-off', seq: i + 1 })],
    );
  });

  it('is missed by what was kept elsewhere where the checkpoints went too', () => {
    const kept = aChain(9);
    const older = { ...cut(kept, 5), head: headOf(KEYS.current, TENANT, 5, kept.chain[4]!.link), checkpoints: [] };
    expect(findingsOf(older)).toEqual([]);
    const anchored = findingsOf({ ...older, anchors: kept.checkpoints });
    expect(anchored).toEqual([expect.objectContaining({ kind: 'cut-off', seq: 6 })]);
  });

  it('shows by what was kept elsewhere that a whole chain was made anew', () => {
    const kept = aChain(9);
    const other = checkpointOf(KEYS.current, {
      tenant: TENANT,
      number: 1,
      seq: 4,
      link: hashOf('of the chain before').toString('hex'),
      at: kept.checkpoints[0]!.at as never,
    });
    expect(findingsOf({ ...kept, anchors: [other] })).toEqual([expect.objectContaining({ kind: 'rewritten', seq: 4 })]);
  });
});

it('a checkpoint that was changed or left out is found', () => {
  const kept = aChain(9);
  const [one] = kept.checkpoints;
  const forged = { ...one!, seq: 8, link: kept.chain[7]!.link.toString('hex') };
  expect(findingsOf({ ...kept, checkpoints: [forged] })).toEqual([expect.objectContaining({ kind: 'bad-checkpoint' })]);
  const second = checkpointOf(KEYS.current, { ...one!, number: 2 } as never);
  expect(findingsOf({ ...kept, checkpoints: [second] })).toEqual([
    expect.objectContaining({ kind: 'bad-checkpoint', detail: expect.stringContaining('number 1 is missing') }),
  ]);
});
