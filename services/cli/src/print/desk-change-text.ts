import type { ClockName, DeskChange } from '@demarc/domain';
import { exactTime } from './time.js';

/** What people and time did to an incident, in a few words without who and when. */
export function deskChangeText(change: DeskChange): string {
  switch (change.type) {
    case 'incident.offered':
      return `offered to ${change.offer.to} until ${exactTime(change.offer.dueAt)}: ${change.offer.reason}`;
    case 'incident.offer-accepted':
      return `accepted the handover from ${change.offer.from} to ${change.offer.to}`;
    case 'incident.offer-refused':
      return `refused the handover to ${change.offer.to}: ${change.because}`;
    case 'incident.offer-withdrawn':
      return `took the offer to ${change.offer.to} back: ${change.because}`;
    case 'incident.offer-escalated':
      return `nobody has answered the offer yet: the managers of ${change.offer.to} are told`;
    case 'incident.offer-returned':
      return `nobody answered the offer in time: it stays in ${change.offer.from}`;
    case 'incident.disputed':
      return `refused ${change.refusals} times: the managers of both parties are to settle who has it`;
    case 'incident.dispute-settled':
      return change.from.queue === change.to
        ? `settled: it stays in ${change.to}: ${change.because}`
        : `settled: handed over from ${change.from.queue} to ${change.to}: ${change.because}`;
    case 'incident.customer-engaged':
      return `the customer is engaged and sees it from now on: ${change.because}`;
    case 'incident.action-requested':
      return `asked of ${change.asked.of}${change.asked.requests > 1 ? ` (${change.asked.requests} times now)` : ''}: ${change.asked.action}`;
    case 'incident.action-answered':
      return `answered what was asked: ${change.text}`;
    case 'incident.close-announced':
      return `it is closed at ${exactTime(change.closesAt)} unless ${change.asked.of} answers`;
    case 'incident.severity-lowered':
    case 'incident.severity-set':
      return `severity ${change.to}, before ${change.from}: ${change.because}`;
    case 'incident.snoozed':
      return `snoozed until ${exactTime(change.snooze.until)}: ${change.snooze.because}`;
    case 'incident.snooze-agreed':
      return `agreed to snooze it until ${exactTime(change.until)}; the clocks stand still`;
    case 'incident.woken':
      return `woken: ${change.because}`;
    case 'incident.absorbed':
      return `${change.reference} was merged into it (${change.count} events): ${change.because}`;
    case 'incident.split-off':
      return `${change.count} events go on as ${change.reference}: ${change.because}`;
    case 'incident.clock-warned':
      return `${CLOCKS[change.clock]} is due at ${exactTime(change.dueAt)}`;
    case 'incident.clock-breached':
      return `${CLOCKS[change.clock]} was due at ${exactTime(change.dueAt)} and is late`;
    case 'incident.escalation-started':
      return `escalation ${change.policy.name} begins, because ${CLOCKS[change.clock]} is late`;
    case 'incident.escalated':
      return `escalated to ${audienceText(change.audience)} (step ${change.step}, round ${change.round} of ${change.policy})`;
    case 'incident.escalation-acknowledged':
      return 'acknowledged; the escalation stops';
    default:
      return (change satisfies never as { type: string }).type;
  }
}

/** Clocks as people call them. */
export const CLOCKS: Readonly<Record<ClockName, string>> = {
  'first-response': 'the first response',
  update: 'an update',
  offer: 'the answer to the offer',
  answer: "the customer's answer",
  close: 'closing for silence',
  snooze: 'the end of the snooze',
  escalation: 'the next step of the escalation',
};

function audienceText(audience: Extract<DeskChange, { type: 'incident.escalated' }>['audience']): string {
  if (audience === 'team') return 'the team';
  return audience === 'managers' ? 'its managers' : audience.contacts.join(', ');
}
