import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { policyFixture } from '../fixtures/policy-fixture.js';
import { applyPolicy, compilePolicy } from './apply.js';
import { CELL_COUNT, factsOf } from './cells.js';
import { explain } from './explain.js';
import { type Facts, partyOf } from './policy.js';

const FACTS: Facts = {
  kind: 'security',
  device: 'non-mmd',
  area: 'endpoint',
  handledBy: 'nobody',
  serviceImpact: 'no',
  ring: 'production',
};
const compiled = compilePolicy(policyFixture());

describe('the explanation of a decision', () => {
  it('names each clause before the one that won, and the first fact that kept it from applying', () => {
    expect(explain(compiled, FACTS).passed).toEqual([
      expect.objectContaining({ id: 'OURS', failed: 'device', is: 'non-mmd', needs: ['mmd'] }),
      expect.objectContaining({ id: 'OPEN', failed: 'device', is: 'non-mmd', needs: ['undetermined'] }),
    ]);
    expect(explain(compiled, { ...FACTS, device: 'mmd' }).passed).toEqual([]);
  });

  it('names the single facts that would give it to the other party, alike ones together', () => {
    expect(explain(compiled, FACTS).flips).toEqual([
      {
        fact: 'device',
        is: 'non-mmd',
        to: ['mmd'],
        party: 'microsoft',
        queue: 'microsoft/security-operations',
        clauseId: 'OURS',
      },
      {
        fact: 'device',
        is: 'non-mmd',
        to: ['undetermined'],
        party: 'microsoft',
        queue: 'microsoft/security-operations',
        clauseId: 'OPEN',
      },
    ]);
    expect(explain(compiled, { ...FACTS, device: 'mmd' }).flips).toMatchObject([{ to: ['non-mmd', 'none'] }]);
  });

  it('is right about every flip: applying it gives the other party and the clause it names', () => {
    fc.assert(
      fc.property(fc.nat({ max: CELL_COUNT - 1 }), (cell) => {
        const facts = factsOf(cell);
        const { clause, flips } = explain(compiled, facts);
        expect(clause).toBe(applyPolicy(compiled, facts));
        for (const { fact, to, party, clauseId } of flips) {
          for (const value of to) {
            const flipped = applyPolicy(compiled, { ...facts, [fact]: value });
            expect([partyOf(flipped.queue), flipped.id]).toEqual([party, clauseId]);
            expect(party).not.toBe(partyOf(clause.queue));
          }
        }
      }),
    );
  });
});
