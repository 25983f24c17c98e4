import type { NoticeMessage } from '@demarc/contracts';
import {
  type Area,
  type Contact,
  type Instant,
  type Reached,
  type Turn,
  contactTenant,
  onCallAt,
  reach,
} from '@demarc/domain';
import type { KeptSchedule } from '@demarc/store';
import { targetOf } from './channels/registry.js';
import type { Sendable } from './sendable.js';

/** What a batch of notices comes to, before anything is written. */
export interface Plan {
  readonly notices: readonly { readonly notice: NoticeMessage; readonly state: 'planned' | 'unreachable' }[];
  readonly sendables: readonly Sendable[];
  /** Notices whose area has no contact, with who was found instead. */
  readonly lacking: readonly { readonly notice: NoticeMessage; readonly found: Reached['found'] }[];
}

export interface PlanInput {
  readonly contacts: ReadonlyMap<string, readonly Contact[]>;
  /** Who takes turns in each tenant's areas. */
  readonly schedules: ReadonlyMap<string, readonly KeptSchedule[]>;
  readonly now: Instant;
  readonly leaseUntil: Instant;
  readonly newId: () => string;
}

/** One delivery for each channel of each contact that a notice reaches. Pure. */
export function planOf(notices: readonly NoticeMessage[], input: PlanInput): Plan {
  const { contacts, schedules, now, leaseUntil, newId } = input;
  const planned = notices.map((notice) => {
    const tenant = contactTenant(notice.queue, notice.tenant);
    const turns = (schedules.get(tenant) ?? []).map((kept) => turnOf(kept, now));
    const reaching = { audience: notice.audience, expertise: expertiseOf(notice), turns };
    const reached = reach(notice.queue, contacts.get(tenant) ?? [], reaching);
    const sendables = reached.contacts.flatMap((contact) =>
      channelsOf(contact).map((channel): Sendable => ({
        id: newId(),
        tenant: notice.tenant,
        channel: channel.type,
        target: targetOf(channel),
        contactName: contact.name,
        contact,
        attempts: 0,
        retrySince: now,
        leaseUntil,
        heldAs: null,
        notice,
      })),
    );
    return { notice, found: reached.found, sendables };
  });
  return {
    notices: planned.map(({ notice, found }) => ({ notice, state: found === 'nobody' ? 'unreachable' : 'planned' })),
    sendables: planned.flatMap(({ sendables }) => sendables),
    lacking: planned.filter(({ found }) => found !== 'area'),
  };
}

function turnOf({ area, schedule }: KeptSchedule, now: Instant): Turn {
  return { area, members: schedule.rotation.members, onCall: onCallAt(schedule, now) };
}

/** An operational incident of the customer's is also told to its experts of what it is about (CU-7a). */
function expertiseOf({ incident, party }: NoticeMessage): Area | null {
  return incident?.kind === 'operational' && party === 'customer' ? incident.area : null;
}

/** In order: the first one, and the next only when it fails for good. */
function channelsOf({ channels, reach: how }: Contact): Contact['channels'] {
  return how === 'in-order' ? channels.slice(0, 1) : channels;
}
