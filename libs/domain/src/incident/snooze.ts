import { type Instant, epochMs } from '../event/instant.js';
import type { DeskCommand } from './desk-command.js';
import { type Decided, changed, refused } from './decided.js';
import { type Incident, nameOfActor } from './incident.js';
import { type Timing, pausedTimers } from './timing.js';

type Given<Type extends DeskCommand['type']> = Extract<DeskCommand, { readonly type: Type }>;

const MOST_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** Out of the way of its holder. The clocks go on: only the other party's agreement lets them stand still. */
export function snooze({ actor, until, reason }: Given<'SnoozeIncident'>, incident: Incident, now: Instant): Decided {
  if (until <= now)
    return refused('wrong-state', incident, `${incident.reference} cannot sleep until a moment that is past.`);
  if (epochMs(until) - epochMs(now) > MOST_DAYS * DAY_MS)
    return refused('wrong-state', incident, `${incident.reference} can sleep for at most ${MOST_DAYS} days.`);
  const snoozed = { until, by: nameOfActor(actor), at: now, because: reason, agreedBy: null };
  return changed([{ type: 'incident.snoozed', at: now, actor, snooze: snoozed }]);
}

export function agreeToSnooze(
  { actor }: Given<'AgreeToSnooze'>,
  incident: Incident,
  now: Instant,
  timing: Timing,
): Decided {
  const { snoozed, party, reference } = incident;
  if (!snoozed) return refused('wrong-state', incident, `${reference} is not snoozed.`);
  if (actor.party === party)
    return refused('not-owner', incident, `${reference} is held by ${party}; the other party agrees, or does not.`);
  if (snoozed.agreedBy) return refused('wrong-state', incident, `${snoozed.agreedBy} has agreed already.`);
  const timers = pausedTimers(incident, now, timing);
  return changed([{ type: 'incident.snooze-agreed', at: now, actor, until: snoozed.until, timers }]);
}

export function wake({ actor, reason }: Given<'WakeIncident'>, incident: Incident, now: Instant): Decided {
  if (!incident.snoozed) return refused('wrong-state', incident, `${incident.reference} is not snoozed.`);
  return changed([{ type: 'incident.woken', at: now, actor, because: reason }]);
}
