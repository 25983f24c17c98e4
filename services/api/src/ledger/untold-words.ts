import { slotOf } from '@demarc/domain';
import type { UntoldDelivery, UntoldNotice } from '@demarc/store';

export interface UntoldWords {
  readonly why: string;
  /** What somebody can do about it. */
  readonly todo: string;
}

/** Why a party does not know of a notice, and what to do, in a sentence or two each. */
export function untoldWords(notice: UntoldNotice): UntoldWords {
  const { reason, tenant, queue, deliveries } = notice;
  switch (reason) {
    case 'on-the-way':
    case 'late':
      return underWay(notice);
    case 'held':
      return {
        why: each(
          withState(deliveries, 'held'),
          ({ reason: why, nextAttemptAt }) => `held back ${until(nextAttemptAt)}, ${why}`,
        ),
        todo: 'It is sent then by itself. Tell them yourself if that is too late.',
      };
    case 'muted':
      return {
        why: each(withState(deliveries, 'muted'), ({ reason: why }) => `muted, ${why}`),
        todo: 'Nothing is sent any more. Tell them yourself if they have to know, and end what mutes it.',
      };
    case 'failed': {
      const failed = withState(deliveries, 'failed');
      return {
        why: each(failed, ({ reason: why, attempts }) => `given up after ${count(attempts)}, ${why}`),
        todo: `Mend the receiver or correct the contact, then: ${redriving(failed)}`,
      };
    }
    case 'unreachable':
      return {
        why: `No contact of ${tenant} for ${queue} can be told.`,
        todo: `Import one for the area ${slotOf(queue)}, and it is told by itself: demarc directory import --tenant ${tenant} contacts.csv`,
      };
    default:
      return reason satisfies never;
  }
}

function underWay({ deliveries }: UntoldNotice): UntoldWords {
  const tried = [...withState(deliveries, 'pending'), ...withState(deliveries, 'retrying')];
  if (tried.length === 0)
    return { why: 'Nobody has tried to tell it yet.', todo: 'See with `demarc status` whether a notifier runs.' };
  const standing = ({ attempts, reason, nextAttemptAt }: UntoldDelivery): string =>
    attempts === 0 ? 'no answer yet' : `${reason}, tried ${times(attempts)}, again ${at(nextAttemptAt)}`;
  return {
    why: each(tried, standing),
    todo: `Mend the receiver or correct the contact; to try at once: ${redriving(tried)}`,
  };
}

function withState(deliveries: readonly UntoldDelivery[], state: string): readonly UntoldDelivery[] {
  return deliveries.filter((delivery) => delivery.state === state);
}

function each(deliveries: readonly UntoldDelivery[], standing: (delivery: UntoldDelivery) => string): string {
  return deliveries
    .map((delivery) => `${delivery.contactName} by ${delivery.channel} to ${delivery.target}: ${standing(delivery)}.`)
    .join(' ');
}

function redriving(deliveries: readonly UntoldDelivery[]): string {
  return `demarc notices redrive ${deliveries.map(({ id }) => id).join(' ')}`;
}

const count = (attempts: number): string => (attempts === 1 ? 'one attempt' : `${attempts} attempts`);
const times = (attempts: number): string => (attempts === 1 ? 'once' : `${attempts} times`);
const toTheSecond = (moment: string): string => `${moment.slice(0, 19).replace('T', ' ')} UTC`;
const at = (moment: string | null): string => (moment === null ? 'soon' : `at ${toTheSecond(moment)}`);
const until = (moment: string | null): string => (moment === null ? 'for now' : `until ${toTheSecond(moment)}`);
