import { type Instant, epochMs } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';

/**
 * How a notice stands with the party that it is owed to:
 * - `told`: the party knows. It said so, or somebody of it works on the incident.
 * - `told-not-acknowledged`: a receiver of the party accepted it; nobody of the party showed yet that they know.
 * - `on-the-way`: no receiver has accepted it, and it is being tried within its time, or held back until a time that was
 *   chosen, such as the end of quiet hours.
 * - `late`: it is being tried, and was owed longer ago than its severity allows ({@link LATE_AFTER_MINUTES}).
 * - `muted`: no receiver has it, because a silence, a window of maintenance or another incident mutes it.
 * - `untold`: no receiver has it and nobody tries any more: each was given up, or the party has no contact.
 */
export const NOTICE_STANDINGS = ['told', 'told-not-acknowledged', 'on-the-way', 'late', 'muted', 'untold'] as const;
export type NoticeStanding = (typeof NOTICE_STANDINGS)[number];

/**
 * Why a party that should know does not. As the standings of the same names, and where these are coarse:
 * - `held`: on the way, kept back until a time that was chosen.
 * - `failed`: untold, every delivery was given up.
 * - `unreachable`: untold, the party has no contact that can be told.
 */
export const UNTOLD_REASONS = ['on-the-way', 'held', 'late', 'muted', 'failed', 'unreachable'] as const;
export type UntoldReason = (typeof UNTOLD_REASONS)[number];

/**
 * After so many minutes a notice that no receiver accepted is late, by the severity of its incident. Ours to decide,
 * since no published text gives a time for telling: it leaves whoever is told late three quarters of the published time
 * for a first response of A and B (1 h, 4 h), and half of that of C (8 h).
 */
export const LATE_AFTER_MINUTES: Readonly<Record<Severity, number>> = { A: 15, B: 60, C: 240 };

/** All that says how a notice stands. */
export interface NoticeFacts {
  readonly owedAt: Instant;
  /** Of its incident now; null: it is about none, and has the time of a C. */
  readonly severity: Severity | null;
  readonly state: 'owed' | 'planned' | 'unreachable';
  /** Of its deliveries, in any order. */
  readonly deliveries: readonly DeliveryStanding[];
  /** When a receiver of the party first accepted it. */
  readonly toldAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
}

/** The states of a delivery, as far as it matters whether its receiver has the notice. */
export type DeliveryStanding = 'pending' | 'retrying' | 'sent' | 'failed' | 'muted' | 'held' | 'digested';

const MINUTE_MS = 60_000;

/** The moment after which a notice of that severity which was owed at `owedAt` is late, in epoch milliseconds. */
export function lateAfterMs(owedAt: Instant, severity: Severity | null): number {
  return epochMs(owedAt) + LATE_AFTER_MINUTES[severity ?? 'C'] * MINUTE_MS;
}

export function standingOf(facts: NoticeFacts, now: Instant): NoticeStanding {
  const reason = whyUntold(facts, now);
  switch (reason) {
    case null:
      return facts.acknowledgedAt === null ? 'told-not-acknowledged' : 'told';
    case 'held':
      return 'on-the-way';
    case 'failed':
    case 'unreachable':
      return 'untold';
    case 'on-the-way':
    case 'late':
    case 'muted':
      return reason;
    default:
      return reason satisfies never;
  }
}

/** Why its party does not know of it; null: a receiver has it, or the party says that it knows. */
export function whyUntold(facts: NoticeFacts, now: Instant): UntoldReason | null {
  if (facts.acknowledgedAt !== null || facts.toldAt !== null) return null;
  const isLate = epochMs(now) > lateAfterMs(facts.owedAt, facts.severity);
  return stuckBy(facts, isLate);
}

/**
 * As {@link whyUntold} of a notice that no receiver has. What is still tried goes before what waits, and what went wrong
 * before what was muted: one contact that was given up is to be looked after, also when a silence mutes the others.
 */
export function stuckBy(
  { state, deliveries }: Pick<NoticeFacts, 'state' | 'deliveries'>,
  isLate: boolean,
): UntoldReason {
  const some = (...wanted: DeliveryStanding[]) => deliveries.some((delivery) => wanted.includes(delivery));
  if (state === 'owed' || some('pending', 'retrying', 'digested')) return isLate ? 'late' : 'on-the-way';
  if (some('held')) return 'held';
  if (some('failed')) return 'failed';
  return some('muted') ? 'muted' : 'unreachable';
}

/** Something went wrong that somebody has to look after; what is muted or held was meant so, and is not. */
export function isOverdue(reason: UntoldReason): boolean {
  return reason === 'late' || reason === 'failed' || reason === 'unreachable';
}
