import type { Area } from '../event/vocabulary.js';
import type { Instant } from '../event/instant.js';
import { CONTACT_AREAS, MICROSOFT_TEAMS } from '../policy/policy.js';
import { type OnCallSchedule, onCallAt } from '../time/on-call.js';
import { type Contact, type ContactSlot, PROVIDER } from './contact.js';

export const CONTACT_FINDINGS = [
  'no-contact',
  'no-channel',
  'no-expert',
  'no-manager',
  'unknown-member',
  'unreachable-member',
  'nobody-on-call',
] as const;

/** Why somebody could not be told, and what to do. */
export interface ContactFinding {
  readonly tenant: string;
  readonly finding: (typeof CONTACT_FINDINGS)[number];
  readonly area: ContactSlot | null;
  readonly detail: string;
}

/** What a directory has to tell somebody with. */
export interface Reachability {
  readonly tenant: string;
  readonly contacts: readonly Contact[];
  readonly schedules: readonly { readonly area: ContactSlot; readonly schedule: OnCallSchedule }[];
}

/** Areas that stay the customer's in operation, whatever the device (rows CU-2 to CU-9): each needs an expert (CU-7a). */
export const EXPERT_AREAS = [
  'identity',
  'email',
  'collaboration',
  'network',
  'vpn',
  'proxy',
  'printing',
  'conference-room',
  'line-of-business-app',
] as const satisfies readonly Area[];

/**
 * Where a party could not be told: the page of 2021 obliges a customer to name preferred contacts and technical experts
 * for every area (CU-7a, MD:prepare/add-admin-contacts.md). Empty when everybody can be told.
 */
export function lintContacts({ tenant, contacts, schedules }: Reachability, now: Instant): readonly ContactFinding[] {
  const found = (finding: ContactFinding['finding'], area: ContactSlot | null, detail: string): ContactFinding => {
    return { tenant, finding, area, detail };
  };
  const areas: readonly ContactSlot[] = tenant === PROVIDER ? MICROSOFT_TEAMS : CONTACT_AREAS;
  const reachable = contacts.filter(({ channels }) => channels.length > 0);
  const lacking = areas
    .filter((area) => !reachable.some((contact) => contact.role === 'preferred' && contact.area === area))
    .map((area) => found('no-contact', area, `no preferred contact of ${area} can be told; import one with a channel`));
  const silent = contacts
    .filter(({ channels }) => channels.length === 0)
    .map(({ area, name }) => found('no-channel', area, `${name} has neither mail nor webhook, and cannot be told`));
  return [
    ...lacking,
    ...silent,
    ...(tenant === PROVIDER ? [] : lintExperts(reachable, found)),
    ...(reachable.some(({ role }) => role === 'manager')
      ? []
      : [
          found(
            'no-manager',
            null,
            'no manager can be told when a clock runs out or nobody agrees who has an incident',
          ),
        ]),
    ...schedules.flatMap(({ area, schedule }) => lintSchedule(area, schedule, contacts, now, found)),
  ];
}

type Found = (finding: ContactFinding['finding'], area: ContactSlot | null, detail: string) => ContactFinding;

function lintExperts(reachable: readonly Contact[], found: Found): readonly ContactFinding[] {
  const known = new Set(reachable.filter(({ role }) => role === 'expert').flatMap(({ expertAreas }) => expertAreas));
  const missing = EXPERT_AREAS.filter((area) => !known.has(area));
  if (missing.length === 0) return [];
  return [found('no-expert', null, `no technical expert is named for ${missing.join(', ')}`)];
}

function lintSchedule(
  area: ContactSlot,
  schedule: OnCallSchedule,
  contacts: readonly Contact[],
  now: Instant,
  found: Found,
): readonly ContactFinding[] {
  const named = [...new Set([...schedule.rotation.members, ...schedule.overrides.map(({ contact }) => contact)])];
  const members = named.flatMap((name) => {
    const contact = contacts.find((one) => one.area === area && one.name.toLowerCase() === name.toLowerCase());
    if (!contact) return [found('unknown-member', area, `${name} takes turns and is no contact of ${area}`)];
    return contact.channels.length > 0
      ? []
      : [found('unreachable-member', area, `${name} takes turns and has no channel`)];
  });
  const nobody = onCallAt(schedule, now) === null;
  return nobody
    ? [...members, found('nobody-on-call', area, `nobody is on call for ${area} now: all are told`)]
    : members;
}
