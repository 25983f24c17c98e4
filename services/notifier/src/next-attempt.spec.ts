import { describe, expect, it } from '@jest/globals';
import { type Instant, epochMs, instantOf } from '@demarc/domain';
import { answerOf } from './channel.js';
import { nextAttempt } from './next-attempt.js';

const START = '2026-11-20T10:00:00.0000000Z' as Instant;
const policy = { retryForMs: 24 * 3_600_000 };
const busy = answerOf('server-error');
const MIDDLE = 0.5;

const after = (ms: number) => instantOf(epochMs(START) + ms);
const waitAt = (elapsedMs: number, answer = busy, random = MIDDLE): number | string => {
  const verdict = nextAttempt(answer, START, after(elapsedMs), policy, random);
  return verdict.nextAttemptAt === null ? verdict.state : epochMs(verdict.nextAttemptAt) - epochMs(after(elapsedMs));
};

describe('the next attempt', () => {
  it('comes 5, 15, 45 and 135 seconds after the first, then every half hour', () => {
    const attempts: number[] = [];
    for (let at = 0; attempts.length < 9;) {
      at += waitAt(at) as number;
      attempts.push(at / 1_000);
    }
    expect(attempts).toEqual([5, 15, 45, 135, 405, 1_215, 3_015, 4_815, 6_615]);
  });

  it('is spread by a fifth to both sides', () => {
    expect(waitAt(0, busy, 0)).toBe(4_000);
    expect(waitAt(0, busy, 1)).toBe(6_000);
  });

  it('waits as long as the receiver asks, up to an hour', () => {
    expect(waitAt(0, answerOf('throttled', null, 90_000))).toBe(90_000);
    expect(waitAt(0, answerOf('throttled', null, 1_000))).toBe(5_000);
    expect(waitAt(0, answerOf('throttled', null, 9e9))).toBe(3_600_000);
  });

  it('is not made when it would be later than the retry time allows', () => {
    expect(waitAt(policy.retryForMs - 31 * 60_000)).toBe(30 * 60_000);
    expect(waitAt(policy.retryForMs - 29 * 60_000)).toBe('failed');
  });

  it('is not made after success or a permanent failure', () => {
    expect(waitAt(0, answerOf('accepted'))).toBe('sent');
    expect(waitAt(0, answerOf('gone'))).toBe('failed');
  });

  it('starts gently again when the clock went back', () => {
    expect(waitAt(-60_000)).toBe(5_000);
  });
});
