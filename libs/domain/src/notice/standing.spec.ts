import { describe, expect, it } from '@jest/globals';
import { type Instant, instantOf } from '../event/instant.js';
import { type NoticeFacts, isOverdue, standingOf, whyUntold } from './standing.js';

const minute = (n: number): Instant => instantOf(Date.UTC(2026, 10, 22, 10) + n * 60_000);
const owed: NoticeFacts = {
  owedAt: minute(0),
  severity: 'A',
  state: 'planned',
  deliveries: ['pending'],
  toldAt: null,
  acknowledgedAt: null,
};
const soon = minute(1);
const later = minute(600);

describe('how a notice stands', () => {
  it('told: the party says that it knows, whatever became of the deliveries', () => {
    const acknowledgedAt = minute(3);
    expect(standingOf({ ...owed, acknowledgedAt, toldAt: minute(1), deliveries: ['sent'] }, later)).toBe('told');
    expect(standingOf({ ...owed, acknowledgedAt, deliveries: ['failed'] }, later)).toBe('told');
    expect(standingOf({ ...owed, acknowledgedAt, state: 'unreachable', deliveries: [] }, later)).toBe('told');
  });
  it('told-not-acknowledged: one receiver has it, also when others do not', () => {
    const facts: NoticeFacts = { ...owed, toldAt: minute(1), deliveries: ['sent', 'failed', 'muted', 'retrying'] };
    expect(standingOf(facts, later)).toBe('told-not-acknowledged');
  });
  it.each([
    ['A', 15],
    ['B', 60],
    ['C', 240],
    [null, 240],
  ] as const)('severity %s: on the way for %i minutes, and late from then on', (severity, minutes) => {
    for (const deliveries of [['pending'], ['retrying', 'failed'], ['digested', 'muted']] as const) {
      expect(standingOf({ ...owed, severity, deliveries }, minute(minutes))).toBe('on-the-way');
      expect(standingOf({ ...owed, severity, deliveries }, minute(minutes + 1))).toBe('late');
    }
    const untouched: NoticeFacts = { ...owed, severity, state: 'owed', deliveries: [] };
    expect(standingOf(untouched, minute(minutes))).toBe('on-the-way');
    expect(standingOf(untouched, minute(minutes + 1))).toBe('late');
  });
  it('what is held back until a chosen time is on the way and never late', () => {
    expect(standingOf({ ...owed, deliveries: ['held', 'failed', 'muted'] }, later)).toBe('on-the-way');
    expect(whyUntold({ ...owed, deliveries: ['held'] }, later)).toBe('held');
    expect(whyUntold({ ...owed, deliveries: ['held', 'retrying'] }, later)).toBe('late');
  });
  it('muted: nobody tries, and nothing went wrong', () => {
    expect(standingOf({ ...owed, deliveries: ['muted', 'muted'] }, soon)).toBe('muted');
    expect(standingOf({ ...owed, deliveries: ['muted', 'failed'] }, soon)).toBe('untold');
  });
  it('untold: given up, or nobody there, from the first moment', () => {
    expect(standingOf({ ...owed, deliveries: ['failed'] }, soon)).toBe('untold');
    expect(standingOf({ ...owed, state: 'unreachable', deliveries: [] }, soon)).toBe('untold');
    expect(whyUntold({ ...owed, deliveries: ['failed'] }, soon)).toBe('failed');
    expect(whyUntold({ ...owed, state: 'unreachable', deliveries: [] }, soon)).toBe('unreachable');
  });
  it('is overdue when something went wrong, and not when it was meant so', () => {
    expect((['late', 'failed', 'unreachable'] as const).every(isOverdue)).toBe(true);
    expect((['on-the-way', 'held', 'muted'] as const).some(isOverdue)).toBe(false);
  });
});
