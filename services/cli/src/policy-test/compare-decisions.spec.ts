import type { ExpectedDecision } from '@demarc/contracts';
import type { Decision, Party } from '@demarc/domain';
import { describe, expect, it } from '@jest/globals';
import { compareDecisions } from './compare-decisions.js';

const QUEUE = { microsoft: 'microsoft/security-operations', customer: 'customer/security' } as const;
const TOLD = { microsoft: QUEUE.customer, customer: 'microsoft/operations' } as const;

const expected = (owner: Party, more: Partial<ExpectedDecision> = {}): ExpectedDecision => ({
  owner,
  queue: QUEUE[owner],
  inform: TOLD[owner],
  ...more,
});
const decided = (party: Party, more: Partial<Decision> = {}) =>
  ({
    party,
    queue: QUEUE[party],
    inform: { queue: TOLD[party], because: 'it says so' },
    severity: 'B',
    clauseId: 'X',
    facts: { device: 'mmd' },
    provisional: false,
    ...more,
  }) as Decision;
const lacking = (owner: Party) => ({ field: 'owner', expected: owner, got: 'nothing' });
const tooMuch = (owner: Party) => ({ field: 'owner', expected: 'nothing', got: owner });

describe('the decisions on an event', () => {
  it('are as expected when each has an expectation that it meets, in whatever order', () => {
    expect(compareDecisions([expected('microsoft')], [decided('microsoft')])).toEqual([]);
    const halves = [decided('microsoft'), decided('customer')];
    expect(compareDecisions([expected('customer'), expected('microsoft')], halves)).toEqual([]);
  });

  it('differ field by field when there is one and one was expected, the owner too', () => {
    const differences = compareDecisions([expected('microsoft', { severity: 'A' })], [decided('customer')]);
    expect(differences.map(({ field }) => field)).toEqual(['owner', 'queue', 'inform', 'severity']);
  });

  it.each([
    ['a half too few', ['microsoft', 'customer'], ['microsoft'], [lacking('customer')]],
    ['a half too many', ['microsoft'], ['microsoft', 'customer'], [tooMuch('customer')]],
    [
      'one decision for two expectations of one owner',
      ['microsoft', 'microsoft'],
      ['microsoft'],
      [lacking('microsoft')],
    ],
    ['two decisions of one owner for one expectation', ['customer'], ['customer', 'customer'], [tooMuch('customer')]],
    [
      'two expectations of one owner, and a split',
      ['microsoft', 'microsoft'],
      ['microsoft', 'customer'],
      [lacking('microsoft'), tooMuch('customer')],
    ],
    ['no decision at all', ['microsoft'], [], [lacking('microsoft')]],
  ] as const)('never pass against another number of them: %s', (_, owners, parties, differences) => {
    const expectations = owners.map((owner) => expected(owner));
    expect(
      compareDecisions(
        expectations,
        parties.map((party) => decided(party)),
      ),
    ).toEqual(differences);
  });

  it('are compared with an expectation each when two are of one owner', () => {
    const expectations = [expected('customer', { severity: 'B' }), expected('customer', { severity: 'A' })];
    expect(compareDecisions(expectations, [decided('customer'), decided('customer')])).toEqual([
      { field: 'severity', expected: 'A', got: 'B' },
    ]);
  });
});
