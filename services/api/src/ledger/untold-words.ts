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
          ({ reason: why, nextAttemptAt }) => `held back ${until(nextAttemptAt)}, ${heldWords(why)}`,
        ),
        todo: 'It is told then by itself. Tell them yourself if that is too late.',
      };
    case 'muted':
      return {
        why: each(
          withState(deliveries, 'muted'),
          ({ reason: why, nextAttemptAt }) => `muted ${until(nextAttemptAt)} by ${mutedWords(why)}`,
        ),
        todo: 'It is told then if its incident is still open. Tell them yourself if they have to know, or end what mutes it.',
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
  if (tried.length > 0) {
    return {
      why: each(tried, ({ attempts, reason, nextAttemptAt }) =>
        attempts === 0 ? 'no answer yet' : `${reason}, tried ${times(attempts)}, again ${at(nextAttemptAt)}`,
      ),
      todo: `Mend the receiver or correct the contact; to try at once: ${redriving(tried)}`,
    };
  }
  const digested = withState(deliveries, 'digested');
  if (digested.length > 0) {
    return {
      why: each(digested, ({ digestId }) => `told in the digest ${digestId}, which nobody accepted yet`),
      todo: 'See what keeps the digest: it is a notice of its own, and stands in this list when it is late or was given up.',
    };
  }
  return { why: 'Nobody has tried to tell it yet.', todo: 'See with `demarc status` whether a notifier runs.' };
}

/** The reasons of the notifier's stages, as a person reads them. */
function mutedWords(reason: string | null): string {
  const [by, what = ''] = (reason ?? '').split(':');
  if (by === 'silence') return `the silence ${what}`;
  return by === 'inhibited' ? `${what}, which explains it` : (reason ?? 'nothing that is known');
}

function heldWords(reason: string | null): string {
  if (reason === 'throttled') return 'to be told in a digest, since there were too many at once';
  return reason === 'quiet-hours' ? "outside the contact's hours" : (reason ?? 'for no reason that is known');
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
