import type { Clocks } from './policy.js';
import type { ReplayOutcome } from './replay-decision.js';

/**
 * - `owner`: the other party would have it.
 * - `queue`: another team of the same party would.
 * - `clock`: other times, or none where there were some.
 * - `notices`: somebody else of the other party would be told, or nobody.
 * - `severity`: another severity.
 * - `split`: both parties would have a part where one has all, or one would have all where both have a part.
 */
export const REPLAY_CHANGES = ['owner', 'queue', 'clock', 'notices', 'severity', 'split'] as const;
export type ReplayChange = (typeof REPLAY_CHANGES)[number];

/** In what two outcomes of one event differ, in the order of {@link REPLAY_CHANGES}. */
export function changesBetween(from: ReplayOutcome, to: ReplayOutcome): readonly ReplayChange[] {
  const changes: ReplayChange[] = [];
  if (from.party !== to.party) changes.push('owner');
  else if (from.queue !== to.queue) changes.push('queue');
  if (!sameClocks(from.clocks, to.clocks)) changes.push('clock');
  if (from.informed !== to.informed) changes.push('notices');
  if (from.severity !== to.severity) changes.push('severity');
  if (from.halves !== to.halves) changes.push('split');
  return changes;
}

function sameClocks(a: Clocks | null, b: Clocks | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.firstResponseMinutes === b.firstResponseMinutes && a.updateMinutes === b.updateMinutes && a.hours === b.hours
  );
}
