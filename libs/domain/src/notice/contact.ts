import { CONTACT_AREAS, type ContactArea, MICROSOFT_TEAMS, type Party, type Queue, partyOf } from '../policy/policy.js';

export const CHANNEL_TYPES = ['webhook', 'email'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export type Channel =
  | { readonly type: 'email'; readonly address: string }
  | {
      readonly type: 'webhook';
      readonly url: string;
      /** `whsec_` + base64, as Standard Webhooks. */ readonly secret: string;
    };

/** The areas a party keeps contacts for: a customer's focus areas, Microsoft's teams. */
export type ContactSlot = ContactArea | (typeof MICROSOFT_TEAMS)[number];
export const CONTACT_SLOTS = [...CONTACT_AREAS, ...MICROSOFT_TEAMS] as const satisfies ContactSlot[];

export interface Contact {
  readonly id: string;
  /** Customer's tenant; Microsoft's own contacts are kept under {@link PROVIDER}. */
  readonly tenant: string;
  readonly party: Party;
  readonly area: ContactSlot;
  readonly kind: 'person' | 'group';
  readonly name: string;
  readonly language: string;
  readonly phone: string | null;
  readonly channels: readonly Channel[];
}

/** The reserved tenant that holds the provider's own contacts. */
export const PROVIDER = 'microsoft';

export function slotOf(queue: Queue): ContactSlot {
  return queue.slice(queue.indexOf('/') + 1) as ContactSlot;
}

/** The tenant under which a queue's contacts are kept. */
export function contactTenant(queue: Queue, tenant: string): string {
  return partyOf(queue) === 'microsoft' ? PROVIDER : tenant;
}

export type Reached =
  | { readonly found: 'area' | 'other' | 'any'; readonly contacts: readonly Contact[] }
  | { readonly found: 'nobody'; readonly contacts: readonly [] };

/**
 * Whom to tell for a queue: the area's contacts, else those of `other`, else anyone of the party (domain case 33).
 * Contacts without a channel cannot be told and do not count.
 */
export function reach(queue: Queue, contacts: readonly Contact[]): Reached {
  const reachable = contacts.filter((contact) => contact.party === partyOf(queue) && contact.channels.length > 0);
  const slot = slotOf(queue);
  const ofArea = reachable.filter((contact) => contact.area === slot);
  if (ofArea.length > 0) return { found: 'area', contacts: ofArea };
  const ofOther = reachable.filter((contact) => contact.area === 'other');
  if (ofOther.length > 0) return { found: 'other', contacts: ofOther };
  if (reachable.length > 0) return { found: 'any', contacts: reachable };
  return { found: 'nobody', contacts: [] };
}
