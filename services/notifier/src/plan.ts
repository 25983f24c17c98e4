import type { NoticeMessage } from '@demarc/contracts';
import { type Contact, type Instant, type Reached, contactTenant, reach } from '@demarc/domain';
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
  readonly now: Instant;
  readonly leaseUntil: Instant;
  readonly newId: () => string;
}

/** One delivery for each channel of each contact that a notice reaches. Pure. */
export function planOf(notices: readonly NoticeMessage[], { contacts, now, leaseUntil, newId }: PlanInput): Plan {
  const planned = notices.map((notice) => {
    const reached = reach(notice.queue, contacts.get(contactTenant(notice.queue, notice.tenant)) ?? []);
    const sendables = reached.contacts.flatMap((contact) =>
      contact.channels.map((channel): Sendable => ({
        id: newId(),
        tenant: notice.tenant,
        channel: channel.type,
        target: targetOf(channel),
        contactName: contact.name,
        contact,
        attempts: 0,
        retrySince: now,
        leaseUntil,
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
