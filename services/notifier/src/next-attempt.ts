import { type Instant, epochMs, instantOf } from '@demarc/domain';
import type { Answer } from './channel.js';

export interface RetryPolicy {
  /** A delivery is given up when its next attempt would be later than this after `retrySince`. */
  readonly retryForMs: number;
}

/** What an answer makes of its delivery. */
export type Verdict =
  | { readonly state: 'sent' | 'failed'; readonly nextAttemptAt: null }
  | { readonly state: 'retrying'; readonly nextAttemptAt: Instant };

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 30 * 60_000;
/** A receiver may ask for more patience than ours, but not for the whole day. */
export const LONGEST_RETRY_AFTER_MS = 60 * 60_000;
/** Waits are spread by a fifth, so that receivers that failed together are not tried together. */
const JITTER = 0.2;

/**
 * The wait doubles what was waited already: attempts come after 5, 15, 45, 135 s and so on, then every half hour.
 * It follows from the time alone and not from a count of attempts, so that a redrive starts gently again.
 *
 * @param random between 0 and 1
 */
export function nextAttempt(
  answer: Answer,
  retrySince: Instant,
  now: Instant,
  policy: RetryPolicy,
  random: number,
): Verdict {
  if (answer.outcome === 'sent') return { state: 'sent', nextAttemptAt: null };
  if (answer.outcome === 'failedPermanently') return { state: 'failed', nextAttemptAt: null };
  const elapsedMs = Math.max(0, epochMs(now) - epochMs(retrySince));
  const waitMs = Math.min(Math.max(FIRST_WAIT_MS, 2 * elapsedMs), LONGEST_WAIT_MS) * (1 + JITTER * (2 * random - 1));
  const askedMs = Math.min(answer.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  const nextMs = epochMs(now) + Math.round(Math.max(waitMs, askedMs));
  if (nextMs > epochMs(retrySince) + policy.retryForMs) return { state: 'failed', nextAttemptAt: null };
  return { state: 'retrying', nextAttemptAt: instantOf(nextMs) };
}
