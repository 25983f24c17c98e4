import { describe, expect, it } from '@jest/globals';
import { ANSWER, VERIFICATION } from '../sample-receipt.fixture.js';
import { DETAIL, INCIDENT } from '../sample.fixture.js';
import { type Explained, explainText } from './explain-text.js';
import { styleFor } from './style.js';

const now = new Date('2026-11-22T10:12:00Z');
const style = styleFor({ isTerminal: false, env: {} });
const explained: Explained = {
  incident: INCIDENT,
  receipt: ANSWER,
  notices: DETAIL.notices,
  verification: VERIFICATION,
};
const longest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
const told = (more: Partial<Explained> = {}, width = 120): string =>
  explainText({ ...explained, ...more }, { style, width, now });

describe('why an incident is whose it is', () => {
  it.each([80, 120])('fits %i columns', (width) => {
    expect(longest(told({}, width))).toBeLessThanOrEqual(width);
  });

  it('begins with the answer in plain words', () => {
    expect(told({}, 300).split('\n')[0]).toBe(
      `${INCIDENT.reference} is Microsoft's (microsoft/security-operations) under clause MS-4 of policy 2021-08-08, ` +
        'since it is a security alert and its device was in MMD then.',
    );
  });

  it('says all that it rests on and all that follows', () => {
    for (const part of [
      'policy 2021-08-08 (the default of every tenant)',
      'enrolled in MMD since 2025-11-13 10:05:00 UTC',
      'defender-id   2f1d1a4e7c554a0e9a7e1d9b6a0c00022f1d1a4e: no record',
      'enrolment     since 2025-11-13, still so when the directory was',
      'record of     2026-11-22 08:00:00 UTC',
      'directory revision 1, read 2026-11-22 08:00:00 UTC, complete',
      '1 device of the same event: the customer has that part, in customer/security by CU-6',
      'Changes need an approval by the customer (kind is security, it needs change)',
      'device-health or 2 others',
      'if device were non-mmd or none: customer/security, by CU-6',
      'a device was not in MMD at the time of the activity, but is now',
      'severity A: first answer within 1 h, then news every 1 h, around the clock',
      'device actions: isolate, runAntiVirusScan (MS-4)',
      'MS-4: always',
      'customer/security by CU-6: It opened the incident',
      'agrees, byte for byte: 1843 bytes',
    ]) {
      expect(told()).toContain(part);
    }
  });

  it('says where a receipt differs, and when it cannot be told', () => {
    const differs = { ...VERIFICATION, agrees: false, differences: ['facts.device'] };
    expect(told({ verification: differs })).toMatch(/differs from what its inputs give .*\n {14}facts\.device/);
    const untold = { ...VERIFICATION, agrees: null, because: 'Its event is no longer kept.', inputs: null };
    expect(told({ verification: untold })).toContain('cannot be told: Its event is no longer kept.');
  });

  it('keeps what today would be apart from what was decided', () => {
    const { queue, clauseId } = ANSWER.explanation!.flips[0]!;
    const directory = { ...ANSWER.receipt.directory, revision: 2 };
    const verdict = { party: 'customer', queue, clauseId, provisional: false, review: [], sameQueue: false } as const;
    const today = { decidedAt: INCIDENT.openedAt, directory, ...verdict, receipt: ANSWER.receipt };
    expect(told({ receipt: { ...ANSWER, now: today } })).toContain(
      "By today's directory (revision 2) it would be the customer's: customer/security, by CU-6. Nothing follows",
    );
  });

  it('reads a receipt of an earlier release as far as it goes', () => {
    const { clause, facts, from, policyVersion } = ANSWER.receipt;
    const { ring: _, ...fewer } = facts;
    const old = { clause, facts: fewer, from, policyVersion } as unknown as typeof ANSWER.receipt;
    const answer = { ...ANSWER, receipt: old, explanation: null, notExplained: 'It is too old.', actions: null };
    const text = told({ receipt: answer, verification: null });
    expect(text.replaceAll('\n', ' ')).toContain('under clause MS-4 of policy 2021-08-08. ');
    expect(text).toContain('It is too old.');
  });

  it('marks a decision that custody no longer rests on', () => {
    expect(told({ receipt: { ...ANSWER, stands: false } })).toContain('custody rests on a later one');
  });
});
