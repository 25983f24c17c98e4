import { expect, test } from '@jest/globals';
import { at } from '../fixtures/event-fixture.js';
import { CONTACT_AREAS } from '../policy/policy.js';
import type { OnCallSchedule } from '../time/on-call.js';
import type { Contact } from './contact.js';
import { EXPERT_AREAS, lintContacts } from './contact-lint.js';

const NOW = at('2026-11-27T12:00:00Z');
const contact = (area: Contact['area'], given: Partial<Contact> = {}): Contact => ({
  id: area,
  tenant: 'contoso',
  party: 'customer',
  area,
  kind: 'group',
  name: area,
  language: 'en',
  phone: null,
  channels: [{ type: 'email', address: `${area}@contoso.example` }],
  role: 'preferred',
  expertAreas: [],
  hours: '24x7',
  reach: 'every',
  ...given,
});
const WHOLE = [
  ...CONTACT_AREAS.map((area) => contact(area)),
  contact('other', { name: 'expert', role: 'expert', expertAreas: EXPERT_AREAS }),
  contact('other', { name: 'manager', role: 'manager' }),
];
const schedule = (members: readonly string[], startsOn = '2026-01-05'): OnCallSchedule => ({
  timeZone: 'UTC',
  rotation: { every: 'week', handoverAt: '09:00', startsOn, members },
  overrides: [],
});
const findings = (contacts: readonly Contact[], given: OnCallSchedule | null = null) =>
  lintContacts(
    { tenant: 'contoso', contacts, schedules: given ? [{ area: 'security', schedule: given }] : [] },
    NOW,
  ).map(({ finding, area }) => [finding, area]);

test('a directory with contacts, experts and a manager has nothing to mend', () => {
  expect(findings(WHOLE, schedule(['Security']))).toEqual([]);
});

test('each lack is named', () => {
  expect(findings(WHOLE.filter(({ area }) => area !== 'devices'))).toEqual([['no-contact', 'devices']]);
  expect(findings(WHOLE.filter(({ role }) => role !== 'expert'))).toEqual([['no-expert', null]]);
  expect(findings(WHOLE.filter(({ role }) => role !== 'manager'))).toEqual([['no-manager', null]]);
  expect(findings([...WHOLE, contact('devices', { name: 'mute', channels: [] })])).toEqual([['no-channel', 'devices']]);
});

test('a schedule names contacts of its area that can be told, and somebody is on call', () => {
  expect(findings(WHOLE, schedule(['security', 'Ada']))).toEqual([['unknown-member', 'security']]);
  expect(findings(WHOLE, schedule(['security'], '2027-01-04'))).toEqual([['nobody-on-call', 'security']]);
});
