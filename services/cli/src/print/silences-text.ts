import type { SilenceView } from '@demarc/contracts';
import { scopeOf } from '@demarc/domain';
import { cleanLine } from './clean.js';
import type { Style } from './style.js';
import { exactTime, relativeTime } from './time.js';

export function silencesText(silences: readonly SilenceView[], style: Style, now: Date): string {
  if (silences.length === 0) return 'Nothing is muted, now or to come.';
  return silences.map((silence) => silenceLine(silence, style, now)).join('\n');
}

/** Two lines: when and why, and what it mutes. */
export function silenceLine(silence: SilenceView, style: Style, now: Date): string {
  const { id, kind, state, startsAt, endsAt, reason, createdBy } = silence;
  const word = state === 'active' ? style.yellow('active ') : state === 'over' ? style.dim('over   ') : 'to come';
  const when =
    state === 'to-come'
      ? `from ${exactTime(startsAt)} (${relativeTime(startsAt, now)}) until ${exactTime(endsAt)}`
      : `until ${exactTime(endsAt)} (${relativeTime(endsAt, now)})`;
  return `${word}  ${style.bold(id)}  ${kind} ${when}\n         ${cleanLine(scopeOf(silence))}: ${cleanLine(reason)} ${style.dim(`(${cleanLine(createdBy)})`)}`;
}
