import type { ContactColumn, DeviceColumn } from '@demarc/contracts';
import { type Area, CONTACT_AREAS, type ContactSlot, MICROSOFT_TEAMS } from '@demarc/domain';
import type { DemoClock } from './demo-clock.js';
import type { DemoDevice, DemoSpan } from './demo-fleet.js';
import { demonstrationSecret } from './identifiers.js';

export type DeviceEntry = Partial<Record<DeviceColumn, string | readonly string[]>>;
export type ContactEntry = Partial<Record<ContactColumn, string>>;

/**
 * A device as the directory's import takes it: an entry for each name and for each enrolment it ever had, all under
 * its Entra id.
 */
export function deviceEntries(device: DemoDevice, clock: DemoClock): readonly DeviceEntry[] {
  const always: DeviceEntry = {
    entra_device_id: device.entraId,
    serial: device.serial,
    defender_ids: [device.defenderId],
    os: device.os,
    trust_type: 'AzureAd',
    ...(device.tags.length > 0 && { tags: device.tags }),
    ...(device.ring !== null && { ring: device.ring }),
  };
  const rows = Math.max(device.names.length, device.enrolments.length, 1);
  return Array.from({ length: rows }, (_, row) => {
    const named = device.names[row];
    const enrolled = device.enrolments[row];
    return {
      ...always,
      ...(named && { name: named.name, ...span(named, 'name_from', 'name_until', clock) }),
      ...(enrolled && span(enrolled, 'enrolled_from', 'enrolled_until', clock)),
    };
  });
}

function span(days: DemoSpan, from: DeviceColumn, until: DeviceColumn, clock: DemoClock): DeviceEntry {
  return {
    ...(days.from !== null && { [from]: clock.daysAgo(days.from) }),
    ...(days.until !== null && { [until]: clock.daysAgo(days.until) }),
  };
}

/** Whom the demonstration's customers name, per focus area: who, in which language, on which telephone. */
const CUSTOMER_CONTACTS: Readonly<
  Record<(typeof CONTACT_AREAS)[number], { name: string; kind: string; phone: string }>
> = {
  security: { name: 'Security operations', kind: 'group', phone: '+31 20 555 0110' },
  devices: { name: 'Workplace devices', kind: 'group', phone: '+31 20 555 0120' },
  'app-packaging': { name: 'Robin Meijer', kind: 'person', phone: '+31 20 555 0131' },
  'it-help-desk': { name: 'IT help desk', kind: 'group', phone: '+31 20 555 0100' },
  other: { name: 'Sam de Wit', kind: 'person', phone: '+31 20 555 0142' },
};
const PROVIDER_CONTACTS: Readonly<Record<(typeof MICROSOFT_TEAMS)[number], string>> = {
  'security-operations': 'MMD Security Operations Center',
  operations: 'MMD Operations Team',
};

/** Who knows what stays the customer's in operation (CU-7a). */
const EXPERTS: readonly {
  readonly area: (typeof CONTACT_AREAS)[number];
  readonly name: string;
  readonly knows: readonly Area[];
}[] = [
  { area: 'other', name: 'Bram Visser', knows: ['network', 'vpn', 'proxy', 'printing', 'conference-room'] },
  { area: 'it-help-desk', name: 'Fatima El Amrani', knows: ['identity', 'email', 'collaboration'] },
  { area: 'app-packaging', name: 'Jonas Weber', knows: ['line-of-business-app'] },
];

/** Who takes weekly turns for security, beside the group. */
export const ON_CALL = ['Ada Smit', 'Ben Jansen', 'Cleo Mulder'] as const;

export interface Reachable {
  /** `contoso`, `fabrikam` or, for Microsoft's own contacts, `microsoft`. */
  readonly tenant: string;
  readonly receiverUrl: string;
  readonly mailDomain: string;
}

/** The hook of an area, such as `contoso-security`: a path at the receiver, and the name its secret goes by. */
export function hookOf(tenant: string, area: ContactSlot): string {
  return `${tenant}-${area}`;
}

export function customerContacts(at: Reachable): readonly ContactEntry[] {
  const experts = EXPERTS.map(({ area, name, knows }) => ({
    ...contactEntry(area, { name, kind: 'person' }, at),
    email: mailOf(name, at),
    role: 'expert',
    expert_areas: knows.join(';'),
  }));
  const onCall = ON_CALL.map((name) => ({
    ...contactEntry('security', { name, kind: 'person' }, at),
    email: mailOf(name, at),
    webhook_url: '',
    webhook_secret: '',
  }));
  const manager = contactEntry('other', { name: 'Noor Bakker', kind: 'person' }, at);
  return [
    ...CONTACT_AREAS.map((area) => contactEntry(area, CUSTOMER_CONTACTS[area], at)),
    ...experts,
    ...onCall,
    { ...manager, email: mailOf('Noor Bakker', at), role: 'manager' },
  ];
}

export function providerContacts(at: Reachable): readonly ContactEntry[] {
  const teams = MICROSOFT_TEAMS.map((area) => contactEntry(area, { name: PROVIDER_CONTACTS[area], kind: 'group' }, at));
  const manager = contactEntry('operations', { name: 'Priya Nair', kind: 'person' }, at);
  return [...teams, { ...manager, email: mailOf('Priya Nair', at), role: 'manager' }];
}

function mailOf(name: string, { tenant, mailDomain }: Reachable): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@${tenant}.${mailDomain}`;
}

function contactEntry(
  area: ContactSlot,
  { name, kind, phone }: { name: string; kind: string; phone?: string },
  { tenant, receiverUrl, mailDomain }: Reachable,
): ContactEntry {
  const hook = hookOf(tenant, area);
  return {
    area,
    kind,
    name,
    email: `${area}@${tenant}.${mailDomain}`,
    webhook_url: `${receiverUrl}/hooks/${hook}`,
    webhook_secret: demonstrationSecret(hook),
    language: 'en',
    ...(phone && { phone }),
  };
}
