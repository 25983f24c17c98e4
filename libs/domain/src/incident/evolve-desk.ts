import { type Instant, earlier, later } from '../event/instant.js';
import { type Queue, partyOf } from '../policy/policy.js';
import type { IncidentChange } from './change.js';
import type { DeskChange } from './desk-change.js';
import type { Escalation, Timer } from './desk.js';
import { type Incident, nameOfActor } from './incident.js';
import { addMinutes, resumedTimers, startedTimer } from './timing.js';

/** What ends with the work of whoever holds an incident. */
export const NOTHING_PENDING = {
  offer: null,
  snoozed: null,
  waiting: null,
  timers: {},
  escalation: null,
  disputedAt: null,
  refusals: 0,
} as const satisfies Partial<Incident>;

/** In another team's queue, where nobody has taken it up yet. */
export function custodyMoved(queue: Queue, at: Instant): Partial<Incident> {
  return {
    ...NOTHING_PENDING,
    queue,
    party: partyOf(queue),
    state: 'new',
    assignee: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    timers: { 'first-response': startedTimer(at) },
  };
}

/** Somebody of the holder answers for it now: the first response is given, and the next word is due. */
export function takenUp(
  { informed }: Pick<Incident, 'informed'>,
  { at, actor }: Pick<IncidentChange, 'at' | 'actor'>,
): Partial<Incident> {
  return {
    state: 'acknowledged',
    acknowledgedAt: at,
    acknowledgedBy: nameOfActor(actor),
    escalation: null,
    timers: updateTimer(informed, at),
  };
}

/** The other party was told how it goes: the next word is due a whole cadence later. */
export function told({ state, informed, timers, escalation }: Incident, at: Instant): Partial<Incident> {
  if (state === 'new' || !timers.update) return {};
  const standing = timers.update.since === null;
  const update: Timer = standing ? { ...startedTimer(at), since: null } : startedTimer(at);
  const ended = escalation?.clock === 'update' ? { escalation: null } : {};
  return informed === null ? {} : { timers: { ...timers, update }, ...ended };
}

/** Where nobody else has to know, nobody waits for a word. */
function updateTimer(informed: Incident['informed'], at: Instant): Incident['timers'] {
  return informed === null ? {} : { update: startedTimer(at) };
}

export function withClaims(claims: Incident['claims'], added: Incident['claims']): Incident['claims'] {
  if (claims === null || added === null) return null;
  return added.length === 0 ? claims : [...claims, ...added];
}

type Change = Extract<IncidentChange, { readonly type: DeskChange['type'] }>;

/** What a change of the desk makes of an incident. */
export function deskConsequence(incident: Incident, change: Change): Partial<Incident> {
  const { at } = change;
  switch (change.type) {
    case 'incident.offered':
      return { offer: change.offer };
    case 'incident.offer-accepted': {
      const { to, from } = change.offer;
      // Who gave it away stays informed when it is the other party.
      const informed = partyOf(to) === partyOf(from) ? incident.informed : from;
      return { ...custodyMoved(to, at), informed, ...takenUp({ informed }, change) };
    }
    case 'incident.offer-refused':
      return { offer: null, refusals: incident.refusals + 1 };
    case 'incident.offer-withdrawn':
    case 'incident.offer-returned':
      return { offer: null };
    case 'incident.offer-escalated':
      return { offer: incident.offer && { ...incident.offer, escalateAt: null } };
    case 'incident.disputed':
      return { disputedAt: at };
    case 'incident.dispute-settled': {
      if (change.to === incident.queue) return { disputedAt: null, refusals: 0 };
      const informed = partyOf(change.to) === incident.party ? incident.informed : incident.queue;
      return { ...custodyMoved(change.to, at), informed };
    }
    case 'incident.customer-engaged':
      return { internal: false };
    case 'incident.action-requested':
      return {
        state: 'waiting',
        waiting: change.asked,
        informed: incident.informed ?? change.asked.of,
        timers: change.timers,
        escalation: null,
      };
    case 'incident.action-answered':
      return { state: 'acknowledged', waiting: null, ...resumed(incident, at) };
    case 'incident.close-announced':
      return { waiting: incident.waiting && { ...incident.waiting, closeWarningAt: null } };
    case 'incident.severity-lowered':
    case 'incident.severity-set':
      return severityChanged(incident, change);
    case 'incident.snoozed':
      return { snoozed: change.snooze };
    case 'incident.snooze-agreed': {
      const agreedBy = nameOfActor(change.actor);
      return {
        snoozed: incident.snoozed && { ...incident.snoozed, agreedBy },
        timers: change.timers,
        escalation: null,
      };
    }
    case 'incident.woken':
      return { snoozed: null, ...(incident.state === 'waiting' ? {} : resumed(incident, at)) };
    case 'incident.absorbed':
      return {
        eventCount: incident.eventCount + change.count,
        claims: withClaims(incident.claims, change.newClaims),
        firstActivityAt: earlier(incident.firstActivityAt, change.firstActivityAt),
        lastActivityAt: later(incident.lastActivityAt, change.lastActivityAt),
      };
    case 'incident.split-off':
      return {
        eventCount: incident.eventCount - change.count,
        claims: incident.claims && incident.claims.filter((claim) => !change.claims.includes(claim)),
      };
    case 'incident.clock-warned':
      return marked(incident, change.clock, { warned: true });
    case 'incident.clock-breached':
      return marked(incident, change.clock, { warned: true, breached: true });
    case 'incident.escalation-started': {
      const { clock, policy } = change;
      const nextAt = addMinutes(at, policy.steps[0]!.afterMinutes);
      return { escalation: { clock, policy, startedAt: at, step: 0, round: 1, nextAt } };
    }
    case 'incident.escalated':
      return { escalation: incident.escalation && stepDone(incident.escalation, at) };
    case 'incident.escalation-acknowledged':
      return { escalation: null };
    default:
      return change satisfies never;
  }
}

/** Asked and snoozed at once stand still until both are over. */
function resumed({ timers, snoozed }: Incident, at: Instant): Partial<Incident> {
  return snoozed?.agreedBy && snoozed.until > at ? {} : { timers: resumedTimers(timers, at) };
}

function marked({ timers }: Incident, clock: keyof Incident['timers'], marks: Partial<Timer>): Partial<Incident> {
  const timer = timers[clock];
  return timer ? { timers: { ...timers, [clock]: { ...timer, ...marks } } } : {};
}

function stepDone(escalation: Escalation, at: Instant): Escalation {
  const { policy, step, round } = escalation;
  const last = step + 1 === policy.steps.length;
  if (last && round === policy.rounds) return { ...escalation, nextAt: null };
  const next = last ? 0 : step + 1;
  const wait = policy.steps[next]!.afterMinutes + (last ? policy.repeatAfterMinutes : 0);
  const nextAt = addMinutes(at, wait);
  return { ...escalation, step: next, round: last ? round + 1 : round, nextAt };
}

function severityChanged(
  incident: Incident,
  change: Extract<Change, { readonly type: 'incident.severity-lowered' | 'incident.severity-set' }>,
): Partial<Incident> {
  const { from, to, clocks, answerDueAt } = change;
  const loweredFrom = to > from ? (incident.loweredFrom ?? from) : null;
  const waiting = incident.waiting && { ...incident.waiting, answerDueAt: answerDueAt ?? null };
  return { severity: to, clocks, loweredFrom, ...(answerDueAt === undefined ? {} : { waiting }) };
}
