import type { Offer } from '../incident/desk.js';
import { nameOfActor } from '../incident/incident.js';
import type { NoticeDetails } from './details.js';
import { type Happened, type Telling, news, otherQueue } from './happened.js';

/** What people and time do to an incident, and who has to hear of it. */
export function owedByDesk(happened: Happened): readonly Telling[] {
  const { change, incident } = happened;
  const by = nameOfActor(change.actor);
  switch (change.type) {
    case 'incident.offered': {
      const { id: offerId, from, to, reason, dueAt } = change.offer;
      return [
        { kind: 'offer', queue: to, because: reason, details: { of: 'offer', offerId, by, from, to, reason, dueAt } },
      ];
    }
    case 'incident.offer-accepted':
      return [answer(change.offer, 'accepted', by, null)];
    case 'incident.offer-refused':
      return [answer(change.offer, 'refused', by, change.because)];
    case 'incident.offer-withdrawn':
      return [{ ...answer(change.offer, 'withdrawn', by, change.because), queue: change.offer.to }];
    case 'incident.offer-returned': {
      const returned = answer(change.offer, 'returned', null, null);
      return [returned, { ...returned, queue: change.offer.to }];
    }
    case 'incident.offer-escalated':
      return [escalation(change.offer.to, 'offer', change.offer.dueAt, 'Nobody has answered the offer yet')];
    case 'incident.disputed':
      return [change.offer.from, change.offer.to].map((queue) =>
        escalation(queue, 'dispute', null, `Refused ${change.refusals} times: ${change.offer.reason}`),
      );
    case 'incident.dispute-settled':
      return settled(happened, change.to, change.because);
    case 'incident.customer-engaged':
      return [{ kind: 'advisory', queue: otherQueue(incident) ?? 'customer/other', because: change.because }];
    case 'incident.action-requested': {
      const { of: queue, action, answerDueAt, closesAt } = change.asked;
      const details: NoticeDetails = { of: 'request', by, action, answerDueAt, closesAt };
      return [{ kind: 'request', queue, because: action, details }];
    }
    case 'incident.action-answered':
      return news(happened, change.text, change.actor.party === incident.party ? [change.asked.of] : []);
    case 'incident.close-announced': {
      const { asked, closesAt: dueAt } = change;
      return [
        { kind: 'warning', queue: asked.of, because: asked.action, details: { of: 'warning', clock: 'close', dueAt } },
      ];
    }
    case 'incident.severity-lowered':
      return news(
        happened,
        `Severity ${change.to} instead of ${change.from}. ${change.because}`,
        incident.waiting ? [incident.waiting.of] : [],
      );
    case 'incident.severity-set':
      return news(happened, `Severity ${change.to} instead of ${change.from}. ${change.because}`);
    case 'incident.snoozed':
      return news(happened, `Snoozed until ${change.snooze.until}. ${change.snooze.because}`);
    case 'incident.snooze-agreed':
      return news(happened, `Agreed to snooze it until ${change.until}`);
    case 'incident.commented':
      return change.visibility === 'both' ? news(happened, change.text) : [];
    case 'incident.reopened':
      return news(happened, `Reopened: ${change.because}`);
    case 'incident.clock-warned': {
      const { clock, dueAt } = change;
      return [
        { kind: 'warning', queue: incident.queue, because: `${clock} clock`, details: { of: 'warning', clock, dueAt } },
      ];
    }
    case 'incident.escalated': {
      const { clock, policy, step, round, audience } = change;
      const details: NoticeDetails = { of: 'escalation', clock, dueAt: null, policy, step, round };
      return [{ kind: 'escalation', queue: incident.queue, audience, because: `${clock} clock ran out`, details }];
    }
    case 'incident.resolved':
      return resolution(happened, change.by, change.resolution.note);
    default:
      return [];
  }
}

function answer(
  { id: offerId, from, to }: Offer,
  given: Extract<NoticeDetails, { of: 'offer-answer' }>['answer'],
  by: string | null,
  reason: string | null,
): Telling {
  const details: NoticeDetails = { of: 'offer-answer', offerId, answer: given, by, to, reason };
  return { kind: 'offer-answer', queue: from, because: reason ?? `offer ${given}`, details };
}

function escalation(
  queue: Telling['queue'],
  clock: Extract<NoticeDetails, { of: 'escalation' }>['clock'],
  dueAt: Offer['dueAt'] | null,
  because: string,
): Telling {
  const details: NoticeDetails = { of: 'escalation', clock, dueAt, policy: null, step: 1, round: 1 };
  return { kind: 'escalation', queue, audience: 'managers', because, details };
}

function settled(happened: Happened, to: Telling['queue'], because: string): readonly Telling[] {
  const { before, incident } = happened;
  if (before?.queue === to)
    return news(happened, `${to} keeps it: ${because}`, otherQueue(incident) ? [otherQueue(incident)!] : []);
  return [
    { kind: 'assignment', queue: to, because },
    { kind: 'recall', queue: before!.queue, because: `${to} has it now. ${because}` },
  ];
}

/**
 * Over: told to the other party, and to the holder too when nobody of it did it. What moved to another incident is a
 * recall for its holder, and no end.
 */
function resolution(
  { change, incident }: Happened,
  how: 'person' | 'source' | 'custody' | 'merge' | 'silence',
  note: string | null,
): readonly Telling[] {
  const because = note ?? 'resolved';
  if (how === 'custody') return [{ kind: 'recall', queue: incident.queue, because }];
  if (how === 'merge') return [];
  const details: NoticeDetails = { of: 'resolution', by: nameOfActor(change.actor), note };
  const other = otherQueue(incident);
  const queues = [...(other ? [other] : []), ...(how === 'silence' || how === 'source' ? [incident.queue] : [])];
  return queues.map((queue) => ({ kind: 'resolution', queue, because, details }));
}
