import type { Area } from '../event/vocabulary.js';
import { CONTACT_AREAS, type ContactArea, MICROSOFT_TEAMS, type Party, type Queue, partyOf } from '../policy/policy.js';
import type { Hours } from '../time/support-hours.js';
import type { Audience } from './notice.js';

export const CHANNEL_TYPES = ['webhook', 'email', 'teams', 'slack'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export type Channel =
  | { readonly type: 'email'; readonly address: string }
  | {
      readonly type: 'webhook';
      readonly url: string;
      /** `whsec_` + base64, as Standard Webhooks. */ readonly secret: string;
    }
  /** The address of a workflow that posts into Teams; a secret, because whoever has it can post. */
  | { readonly type: 'teams'; readonly url: string }
  /** An incoming webhook of Slack, or of what understands the same; a secret as well. */
  | { readonly type: 'slack'; readonly url: string };

/** A secret address as people may see it: its host, and the last characters to tell it from others. */
export function maskedUrl(url: string): string {
  const [, origin = ''] = /^([a-z]+:\/\/[^/?#]+)/i.exec(url) ?? [];
  return `${origin}/***${url.slice(-URL_TAIL)}`;
}
const URL_TAIL = 4;

/** The address of a webhook as people may see it: what comes after its path is often a secret. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '?***');
}

/** The areas a party keeps contacts for: a customer's focus areas, Microsoft's teams. */
export type ContactSlot = ContactArea | (typeof MICROSOFT_TEAMS)[number];
export const CONTACT_SLOTS = [...CONTACT_AREAS, ...MICROSOFT_TEAMS] as const satisfies ContactSlot[];

/**
 * - `preferred`: told of everything in its area.
 * - `expert`: told of operational incidents in the areas it knows (CU-7a).
 * - `manager`: told when a clock ran out or the parties do not agree.
 */
export const CONTACT_ROLES = ['preferred', 'expert', 'manager'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** `every`: through all its channels; `in-order`: through the first one, and the next when that fails for good. */
export const REACHES = ['every', 'in-order'] as const;
export type Reach = (typeof REACHES)[number];

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
  /** In order of preference. */
  readonly channels: readonly Channel[];
  readonly role: ContactRole;
  /** What an expert knows; empty for others. */
  readonly expertAreas: readonly Area[];
  /** Outside of them it is not disturbed, unless the severity is A. */
  readonly hours: Hours;
  readonly reach: Reach;
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

/** Who of an area takes turns, and whose turn it is. */
export interface Turn {
  readonly area: ContactSlot;
  readonly members: readonly string[];
  /** Null: nobody's. */
  readonly onCall: string | null;
}

/** What beside the queue says whom to tell. */
export interface Reaching {
  readonly audience: Audience;
  /** What an operational incident is about, which its experts are told of; null: no expert is needed. */
  readonly expertise: Area | null;
  readonly turns: readonly Turn[];
}

const TEAM: Reaching = { audience: 'team', expertise: null, turns: [] };

/**
 * Whom to tell for a queue: the area's contacts, else those of `other`, else anyone of the party (domain case 33). Of
 * those who take turns only who is on call; of an operational incident also the experts of what it is about. Managers
 * and contacts by name are told in place of the team, and the team when there are none. Contacts without a channel
 * cannot be told and do not count.
 */
export function reach(
  queue: Queue,
  contacts: readonly Contact[],
  { audience, expertise, turns }: Reaching = TEAM,
): Reached {
  const reachable = contacts.filter((contact) => contact.party === partyOf(queue) && contact.channels.length > 0);
  const slot = slotOf(queue);
  const named = namedBy(audience, slot, reachable);
  if (named.length > 0) return { found: 'area', contacts: named };
  const experts = reachable.filter(
    ({ role, expertAreas }) => role === 'expert' && expertise !== null && expertAreas.includes(expertise),
  );
  const preferred = reachable.filter(({ role }) => role === 'preferred');
  for (const [found, area] of [['area', slot] as const, ['other', 'other'] as const]) {
    const ofArea = preferred.filter((contact) => contact.area === area);
    if (ofArea.length > 0) return { found, contacts: withExperts(onDuty(ofArea, turns), experts) };
  }
  const anybody = preferred.length > 0 ? preferred : reachable;
  return anybody.length > 0
    ? { found: 'any', contacts: withExperts(anybody, experts) }
    : { found: 'nobody', contacts: [] };
}

/** Of the managers those of the area first. */
function namedBy(audience: Audience, slot: ContactSlot, reachable: readonly Contact[]): readonly Contact[] {
  if (audience === 'team') return [];
  if (audience !== 'managers') {
    const names = new Set(audience.contacts.map((name) => name.toLowerCase()));
    return reachable.filter(({ name }) => names.has(name.toLowerCase()));
  }
  const managers = reachable.filter(({ role }) => role === 'manager');
  const own = managers.filter(({ area }) => area === slot);
  return own.length > 0 ? own : managers;
}

/** Who takes turns is told in their turn; a schedule whose turn is nobody's, or nobody reachable's, silences none. */
function onDuty(contacts: readonly Contact[], turns: readonly Turn[]): readonly Contact[] {
  const resting = new Set<string>();
  for (const { area, members, onCall } of turns) {
    if (onCall === null || !contacts.some(({ area: own, name }) => own === area && sameName(name, onCall))) continue;
    for (const member of members) if (!sameName(member, onCall)) resting.add(`${area}\n${member.toLowerCase()}`);
  }
  return contacts.filter(({ kind, area, name }) => kind === 'group' || !resting.has(`${area}\n${name.toLowerCase()}`));
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function withExperts(contacts: readonly Contact[], experts: readonly Contact[]): readonly Contact[] {
  return [...new Set([...contacts, ...experts])];
}
