import { type Instant, earlier } from '../event/instant.js';
import { SEVERITIES, type Severity } from '../event/vocabulary.js';
import { type Queue, partyOf } from '../policy/policy.js';
import { addSupportMinutes } from '../time/support-hours.js';
import { DEMARC } from './actor.js';
import type { IncidentChange } from './change.js';
import type { AskedAction } from './desk.js';
import type { DeskCommand } from './desk-command.js';
import { type Decided, changed, refused } from './decided.js';
import { engaged } from './engage.js';
import { takenUp } from './evolve-desk.js';
import { type Incident, nameOfActor } from './incident.js';
import { type Timing, addMinutes, hoursOf, pausedTimers } from './timing.js';

type Given<Type extends DeskCommand['type']> = Extract<DeskCommand, { readonly type: Type }>;

/** The customer is told so long before silence closes an incident. A product decision. */
const CLOSE_WARNING_MINUTES = 24 * 60;

/*
 * The published rule on silence (domain 2.2): a missed response lowers the severity one level, floor C, and 48 hours
 * after the last request the incident is closed. Asking again begins both anew.
 */

/** The customer's team that is asked: the one that knows of it, else the contact for everything else. */
function askedQueue({ informed }: Incident): Queue {
  return informed && partyOf(informed) === 'customer' ? informed : 'customer/other';
}

export function requestAction(
  { actor, action }: Given<'RequestAction'>,
  incident: Incident,
  now: Instant,
  timing: Timing,
): Decided {
  if (incident.party !== 'microsoft') {
    const detail = `${incident.reference} is the customer's own; offer it, or comment, to ask Microsoft for something.`;
    return refused('wrong-state', incident, detail);
  }
  const of = askedQueue(incident);
  const closesAt = addMinutes(now, timing.levels.closeAfterMinutes);
  const asked: AskedAction = {
    action,
    by: nameOfActor(actor),
    of,
    at: now,
    requests: (incident.waiting?.requests ?? 0) + 1,
    answerDueAt: answerDueAt(incident.severity, of, now, timing),
    closeWarningAt: addMinutes(closesAt, -Math.min(CLOSE_WARNING_MINUTES, timing.levels.closeAfterMinutes / 2)),
    closesAt,
  };
  const working = incident.state === 'new' ? { ...incident, ...takenUp(incident, { at: now, actor }) } : incident;
  const timers = incident.waiting ? incident.timers : pausedTimers(working, now, timing);
  return changed([
    ...engaged(actor, 'an action was asked of the customer', incident, now),
    ...(incident.state === 'new' ? [{ type: 'incident.acknowledged', at: now, actor } as const] : []),
    { type: 'incident.action-requested', at: now, actor, asked, timers },
  ]);
}

export function answerRequest({ actor, text }: Given<'AnswerRequest'>, incident: Incident, now: Instant): Decided {
  return changed([{ type: 'incident.action-answered', at: now, actor, asked: incident.waiting!, text }]);
}

/** Null at the floor: there is nothing left to lower. */
function answerDueAt(severity: Severity, of: Queue, now: Instant, timing: Timing): Instant | null {
  if (severity === SEVERITIES.at(-1)) return null;
  return addSupportMinutes(now, timing.levels.answerMinutes[severity], hoursOf(of, severity, timing));
}

/** Nobody answered in time. */
export function lowerForSilence(incident: Incident, now: Instant, timing: Timing): IncidentChange[] {
  const { severity: from, waiting, clocks, policyVersion } = incident;
  const to = SEVERITIES[SEVERITIES.indexOf(from) + 1];
  if (!waiting || !to) return [];
  const dueAt = answerDueAt(to, waiting.of, now, timing);
  return [
    {
      type: 'incident.severity-lowered',
      at: now,
      actor: DEMARC,
      from,
      to,
      clocks: clocks && (timing.clocksOfPolicy(policyVersion)?.[to] ?? clocks),
      because: 'The customer did not answer in time what was asked of it.',
      // What closes it comes first.
      answerDueAt: dueAt && earlier(dueAt, waiting.closesAt),
    },
  ];
}

export function announceClosing({ waiting }: Incident, now: Instant): IncidentChange[] {
  if (!waiting) return [];
  const { closesAt } = waiting;
  return [{ type: 'incident.close-announced', at: now, actor: DEMARC, closesAt, asked: waiting }];
}

export function closeForSilence({ waiting }: Incident, now: Instant): IncidentChange[] {
  if (!waiting) return [];
  const note = `Nobody answered what was asked on ${waiting.at.slice(0, 16).replace('T', ' ')} UTC: ${waiting.action}`;
  const resolution = { classification: null, determination: null, note };
  return [{ type: 'incident.resolved', at: now, actor: DEMARC, by: 'silence', resolution }];
}
