import type { IncidentView } from '@demarc/contracts';
import type { ClockName } from '@demarc/domain';

/** `late`: it ran out; `soon`: its warning has come; `calm`: there is time; `asleep`: put away until then. */
export type Urgency = 'late' | 'soon' | 'calm' | 'asleep';

export interface ShownDue {
  readonly clock: ClockName;
  readonly at: string;
  readonly urgency: Urgency;
}

const SOON_MS = 15 * 60_000;

/** The clock that a row shows: what ran out before what is due soonest. Null: nothing is due. */
export function dueOf({ escalation, snoozed, dues }: IncidentView, nowMs: number): ShownDue | null {
  if (escalation) return { clock: escalation.clock, at: escalation.startedAt, urgency: 'late' };
  if (snoozed) return { clock: 'snooze', at: snoozed.until, urgency: 'asleep' };
  const due = dues.find(({ phase }) => phase === 'due');
  if (!due) return null;
  const left = Date.parse(due.at) - nowMs;
  const warned = !dues.some(({ clock, phase }) => clock === due.clock && phase === 'warning');
  if (left <= 0) return { ...due, urgency: 'late' };
  return { ...due, urgency: left <= SOON_MS || (warned && due.clock === 'first-response') ? 'soon' : 'calm' };
}
