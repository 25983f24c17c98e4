import { type Instant, epochMs, instantOf } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import type { Clocks, Queue } from '../policy/policy.js';
import { SHIPPED_SERVICE_LEVELS, type ServiceLevels } from '../time/service-levels.js';
import { ALWAYS, type Hours, addSupportMinutes, supportMinutesBetween } from '../time/support-hours.js';
import type { Timer, TimerName, Timers } from './desk.js';
import type { Incident } from './incident.js';

/** What commands need to know of time beside the moment: the tenant's service levels, and the clocks of policies. */
export interface Timing {
  readonly levels: ServiceLevels;
  /** The clocks of a policy by severity; null: it is not known, and an incident keeps the ones it has. */
  readonly clocksOfPolicy: (version: string) => Readonly<Record<Severity, Clocks>> | null;
}

export const SHIPPED_TIMING: Timing = { levels: SHIPPED_SERVICE_LEVELS, clocksOfPolicy: () => null };

/** A clock that begins to count now. */
export const startedTimer = (since: Instant): Timer => ({ since, usedMinutes: 0, warned: false, breached: false });

const MINUTE_MS = 60_000;

/** Minutes around the clock. */
export function addMinutes(at: Instant, minutes: number): Instant {
  return instantOf(epochMs(at) + minutes * MINUTE_MS);
}

/** How soon the holder has to answer and to tell more; null: no service level runs for this incident. */
export function clocksInForce(
  { clocks, party, severity }: Pick<Incident, 'clocks' | 'party' | 'severity'>,
  { levels }: Timing,
): Clocks | null {
  return clocks && (levels.clocks[party]?.[severity] ?? clocks);
}

/** The hours in which a team's minutes of such an incident count: around the clock for severity A (domain 2.2). */
export function hoursOf(queue: Queue, severity: Severity, { levels }: Pick<Timing, 'levels'>): Hours {
  return severity === 'A' ? ALWAYS : levels.hours[queue];
}

function timerHours(incident: Incident, clocks: Clocks, { levels }: Timing): Hours {
  return clocks.hours === '24x7' ? ALWAYS : levels.hours[incident.queue];
}

const minutesOf = (name: TimerName, clocks: Clocks): number =>
  name === 'first-response' ? clocks.firstResponseMinutes : clocks.updateMinutes;

/** When a counting clock runs out, and when that is to be warned of; null: it stands still or none is kept. */
export function timerDue(
  name: TimerName,
  timer: Timer,
  incident: Incident,
  timing: Timing,
): { readonly warnAt: Instant; readonly dueAt: Instant } | null {
  const clocks = clocksInForce(incident, timing);
  if (!clocks || timer.since === null) return null;
  const hours = timerHours(incident, clocks, timing);
  const minutes = minutesOf(name, clocks);
  const after = (total: number) => addSupportMinutes(timer.since!, Math.max(0, total - timer.usedMinutes), hours);
  return { warnAt: after((minutes * timing.levels.warnAtPercent) / 100), dueAt: after(minutes) };
}

/** The clocks brought to a stand, with the minutes that were counted so far. */
export function pausedTimers(incident: Incident, now: Instant, timing: Timing): Timers {
  const clocks = clocksInForce(incident, timing);
  return eachTimer(incident.timers, (timer) => {
    if (timer.since === null || !clocks) return timer;
    const counted = supportMinutesBetween(timer.since, now, timerHours(incident, clocks, timing));
    return { ...timer, since: null, usedMinutes: timer.usedMinutes + counted };
  });
}

/** Clocks that stood still go on. */
export function resumedTimers(timers: Timers, now: Instant): Timers {
  return eachTimer(timers, (timer) => (timer.since === null ? { ...timer, since: now } : timer));
}

function eachTimer(timers: Timers, change: (timer: Timer) => Timer): Timers {
  return Object.fromEntries(Object.entries(timers).map(([name, timer]) => [name, change(timer)]));
}
