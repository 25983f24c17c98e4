import type { Instant } from '../event/instant.js';
import { CLOCK_NAMES, type ClockName } from './clock-name.js';
import type { Due, TimerName } from './desk.js';
import type { Incident } from './incident.js';
import { type Timing, timerDue } from './timing.js';

/**
 * Everything that is going to happen to an incident unless somebody acts, soonest first. It follows from the incident
 * and the service levels alone, so that nothing has to be kept in step with them; an incident that is over has none.
 */
export function duesOf(incident: Incident, timing: Timing): readonly Due[] {
  if (incident.state === 'resolved') return [];
  const dues: Due[] = [];
  const add = (clock: ClockName, phase: Due['phase'], at: Instant | null) => {
    if (at !== null) dues.push({ clock, phase, at });
  };
  for (const [name, timer] of Object.entries(incident.timers) as [TimerName, (typeof incident.timers)[TimerName]][]) {
    const due = timer && !timer.breached ? timerDue(name, timer, incident, timing) : null;
    if (!due) continue;
    if (!timer!.warned && due.warnAt < due.dueAt) add(name, 'warning', due.warnAt);
    add(name, 'due', due.dueAt);
  }
  const { offer, waiting, snoozed, escalation } = incident;
  if (offer) {
    add('offer', 'warning', offer.escalateAt);
    add('offer', 'due', offer.dueAt);
  }
  if (waiting) {
    add('answer', 'due', waiting.answerDueAt);
    add('close', 'warning', waiting.closeWarningAt);
    add('close', 'due', waiting.closesAt);
  }
  if (snoozed) add('snooze', 'due', snoozed.until);
  if (escalation) add('escalation', 'due', escalation.nextAt);
  return dues.sort(bySoonest);
}

/** The incident with its dues as they follow from its state: what is kept, shown and claimed by. */
export function scheduled(incident: Incident, timing: Timing): Incident {
  return { ...incident, dues: duesOf(incident, timing) };
}

function bySoonest(a: Due, b: Due): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return CLOCK_NAMES.indexOf(a.clock) - CLOCK_NAMES.indexOf(b.clock);
}
