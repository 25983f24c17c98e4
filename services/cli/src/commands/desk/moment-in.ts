import { usage } from '../../failure.js';

const SPAN = /^(\d+)\s*(m|min|h|d)$/;
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** The moment that `--for` (such as `4h`) or `--until` names, as RFC 3339. Throws a usage failure when neither does. */
export function momentIn({ for: span, until }: { for?: string; until?: string }, now: Date): string {
  if ((span === undefined) === (until === undefined))
    throw usage('Say for how long, or until when.', 'Give --for 4h or --until 2026-11-30T09:00:00Z.');
  if (until !== undefined) return until;
  const [, count, unit] = SPAN.exec(span!.trim()) ?? [];
  if (!count || !unit) throw usage(`"${span}" is no length of time.`, 'Write it as 30m, 4h or 2d.');
  return new Date(now.getTime() + Number(count) * UNIT_MS[unit]!).toISOString();
}
