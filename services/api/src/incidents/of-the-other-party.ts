import { type Actor, type Notice, partyOf } from '@demarc/domain';
import type { DeliveryListItem, LedgerRecord } from '@demarc/store';

/** Whether a notice is owed to the other party than the one that reads, which is told no more than that it was told. */
export const isOfTheOther = ({ queue }: Pick<Notice, 'queue'>, reader: Actor['party']): boolean =>
  reader === 'customer' && partyOf(queue) !== reader;

/**
 * A notice as this party sees it. Who Microsoft's contacts are, where they are reached and what their receivers answered
 * is Microsoft's; a customer sees that there was a notice, and when it was told and known.
 */
export function noticeShownTo<Kept extends LedgerRecord & { readonly deliveries: readonly unknown[] }>(
  reader: Actor['party'],
  notice: Kept,
): Kept {
  if (!isOfTheOther(notice, reader)) return notice;
  const { audience, acknowledgement } = notice;
  return {
    ...notice,
    // A link of a mail is followed by a contact, who is named by it.
    acknowledgement: acknowledgement?.through === 'link' ? { ...acknowledgement, by: 'microsoft' } : acknowledgement,
    audience: typeof audience === 'string' ? audience : 'team',
    deliveries: [],
  };
}

/** The same of one delivery. */
export function deliveryShownTo(reader: Actor['party'], delivery: DeliveryListItem): DeliveryListItem {
  if (!isOfTheOther(delivery, reader)) return delivery;
  return { ...delivery, contactName: null, channel: null, target: null, reason: null, answer: null };
}
