import { type Instant, epochMs, instantOf } from '../event/instant.js';
import { partyOf } from '../policy/policy.js';
import { addSupportMinutes } from '../time/support-hours.js';
import type { IncidentChange } from './change.js';
import type { Offer } from './desk.js';
import type { DeskCommand } from './desk-command.js';
import { type Decided, changed, refused } from './decided.js';
import { type Actor, type Incident, nameOfActor } from './incident.js';
import { engaged } from './engage.js';
import { type Timing, hoursOf } from './timing.js';

type Given<Type extends DeskCommand['type']> = Extract<DeskCommand, { readonly type: Type }>;

/** After so many refusals the parties' managers say who has it. */
const REFUSALS_UNTIL_DISPUTE = 2;

/*
 * A handover, from its offer to its end. The giver holds the incident until somebody accepts.
 *
 *   offered -> accepted                      custody moves, and is taken up by whoever accepted
 *           -> refused                       back to the giver; the second time it is disputed
 *           -> withdrawn                     by the giver
 *           -> (half of its time) escalated  the receiver's managers are told, and it stays open
 *           -> (time is up) returned         the giver goes on with it
 *   disputed -> settled                      by a manager of either party; no offer until then
 */

export function offerHandover(
  { actor, offerId, to, reason }: Given<'OfferHandover'>,
  incident: Incident,
  now: Instant,
  timing: Timing,
): Decided {
  const { reference, queue, offer, disputedAt, severity } = incident;
  if (to === queue) return refused('wrong-state', incident, `${reference} is in ${queue} already.`);
  if (offer)
    return refused('wrong-state', incident, `${reference} is offered to ${offer.to} already; withdraw that first.`);
  if (disputedAt !== null) {
    const detail = `${reference} was refused ${incident.refusals} times; a manager of either party settles who has it.`;
    return refused('disputed', incident, detail);
  }
  const dueAt = addSupportMinutes(now, timing.levels.offerMinutes[severity], hoursOf(to, severity, timing));
  const escalateAt = instantOf((epochMs(now) + epochMs(dueAt)) / 2);
  const offered: Offer = { id: offerId, from: queue, to, by: nameOfActor(actor), reason, at: now, escalateAt, dueAt };
  const because = `offered to ${to}`;
  return changed([
    ...(partyOf(to) === 'customer' ? engaged(actor, because, incident, now) : []),
    { type: 'incident.offered', at: now, actor, offer: offered },
  ]);
}

export function acceptOffer({ actor, offerId }: Given<'AcceptOffer'>, incident: Incident, now: Instant): Decided {
  return answered(actor, offerId, incident, ({ party, queue, state, assignee }, offer) => {
    const from = { party, queue, state, assignee };
    return [{ type: 'incident.offer-accepted', at: now, actor, offer, from }];
  });
}

export function refuseOffer(
  { actor, offerId, reason: because }: Given<'RefuseOffer'>,
  incident: Incident,
  now: Instant,
): Decided {
  return answered(actor, offerId, incident, ({ refusals }, offer) => {
    const refusal: IncidentChange = { type: 'incident.offer-refused', at: now, actor, offer, because };
    if (refusals + 1 < REFUSALS_UNTIL_DISPUTE) return [refusal];
    return [refusal, { type: 'incident.disputed', at: now, actor, refusals: refusals + 1, offer }];
  });
}

function answered(
  actor: Actor,
  offerId: string | null,
  incident: Incident,
  changes: (incident: Incident, offer: Offer) => readonly IncidentChange[],
): Decided {
  const { offer, reference } = incident;
  if (!offer) return refused('wrong-state', incident, `${reference} is not offered to anybody now.`);
  if (offerId !== null && offerId !== offer.id)
    return refused('wrong-state', incident, `That offer of ${reference} has ended; another one waits for an answer.`);
  if (actor.party !== partyOf(offer.to))
    return refused('not-owner', incident, `${reference} is offered to ${offer.to}; ${actor.party} cannot answer.`);
  return changed(changes(incident, offer));
}

export function withdrawOffer(
  { actor, reason: because }: Given<'WithdrawOffer'>,
  incident: Incident,
  now: Instant,
): Decided {
  const { offer, reference } = incident;
  if (!offer) return refused('wrong-state', incident, `${reference} is not offered to anybody now.`);
  return changed([{ type: 'incident.offer-withdrawn', at: now, actor, offer, because }]);
}

export function settleDispute({ actor, to, note }: Given<'SettleDispute'>, incident: Incident, now: Instant): Decided {
  const { party, queue, state, assignee, disputedAt, reference } = incident;
  if (disputedAt === null)
    return refused('wrong-state', incident, `Nobody disputes who has ${reference}; offer it instead.`);
  const from = { party, queue, state, assignee };
  return changed([{ type: 'incident.dispute-settled', at: now, actor, from, to, because: note }]);
}
