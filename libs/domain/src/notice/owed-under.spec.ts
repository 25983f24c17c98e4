import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../event/instant.js';
import { owedUnder } from './owed-under.js';

const at = instantOf(0x1_9a0_0000_000);
const byNoClause = { clauseId: null, policyVersion: null, details: null };

describe('under what a notice is owed', () => {
  it('is its clause', () => {
    const clause = { clauseId: 'MS-4', policyVersion: '2021-08-08', details: null };
    expect(owedUnder({ kind: 'advisory', ...clause })).toBe('MS-4 of 2021-08-08');
  });
  it('is the clock that ran', () => {
    const warning = { of: 'warning', clock: 'first-response', dueAt: at } as const;
    expect(owedUnder({ kind: 'warning', ...byNoClause, details: warning })).toBe('first-response clock');
    const escalation = { of: 'escalation', dueAt: null, policy: null, step: 1, round: 1 } as const;
    const by = (clock: 'offer' | 'dispute') =>
      owedUnder({ kind: 'escalation', ...byNoClause, details: { ...escalation, clock } });
    expect([by('offer'), by('dispute')]).toEqual(['offer clock', 'dispute']);
  });
  it('is what somebody did', () => {
    expect(owedUnder({ kind: 'offer', ...byNoClause })).toBe('offer');
    expect(owedUnder({ kind: 'assignment', ...byNoClause })).toBe('handover');
    expect(owedUnder({ kind: 'advisory', ...byNoClause })).toBe('engagement');
  });
});
