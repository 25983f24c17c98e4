import type { ContactView, DeviceView } from '@demarc/contracts';
import { expect, test } from '@jest/globals';
import { changesOfContact, changesOfDevice, hoursText } from './file-changes.js';

const device: DeviceView = {
  id: '01890000-0000-7000-8000-000000000001',
  entraId: 'e',
  intuneId: null,
  serial: 'SN',
  os: null,
  trustType: null,
  names: [{ value: 'PC', from: null, until: null }],
  defenderIds: [],
  rings: [{ value: 'Fast', from: null, until: null }],
  tags: [],
  groups: [],
  users: [],
  registrations: [],
  enrolments: [],
  recordedAt: '2026-01-01T00:00:00Z',
};
const contact: ContactView = {
  id: '01890000-0000-7000-8000-000000000002',
  tenant: 'contoso',
  party: 'customer',
  area: 'security',
  kind: 'group',
  name: 'Security',
  language: 'en',
  phone: null,
  role: 'preferred',
  expertAreas: [],
  hours: '24x7',
  reach: 'every',
  channels: [{ type: 'email', address: 'a@contoso.example' }],
};
const AT = '2026-03-01T00:00:00Z';

test('of a device only what changes is said: what goes and what comes', () => {
  const rings = [
    { value: 'Fast', from: null, until: AT },
    { value: 'Broad', from: AT, until: null },
  ];
  const enrolments = [{ from: AT, until: null }];
  expect(changesOfDevice(device, { ...device, rings, enrolments, recordedAt: AT, id: 'other' })).toEqual([
    { field: 'enrolments', gone: [], come: [{ value: null, span: { from: AT, until: null } }] },
    {
      field: 'rings',
      gone: [{ value: 'Fast', span: { from: null, until: null } }],
      come: rings.map(({ value, ...span }) => ({ value, span })),
    },
  ]);
  expect(changesOfDevice(device, device)).toEqual([]);
});

test('of what is new everything comes that the file says', () => {
  expect(changesOfDevice(null, device).map(({ field, gone }) => [field, gone.length])).toEqual([
    ['entraId', 0],
    ['serial', 0],
    ['names', 0],
    ['rings', 0],
  ]);
});

test('of a contact a channel is one thing that goes or comes', () => {
  const after: ContactView = {
    ...contact,
    phone: '+1',
    channels: [...contact.channels, { type: 'slack', url: 'https://hooks.example/***abcd' }],
  };
  expect(changesOfContact(contact, after)).toEqual([
    { field: 'phone', gone: [], come: [{ value: '+1', span: null }] },
    { field: 'channels', gone: [], come: [{ value: 'slack: https://hooks.example/***abcd', span: null }] },
  ]);
});

test('hours say days that are alike together', () => {
  const day = [{ start: '09:00', end: '17:00' }];
  const week = { mon: day, tue: day, wed: day, thu: day, fri: [{ start: '09:00', end: '12:00' }], sat: [], sun: [] };
  expect(hoursText('24x7')).toBe('24x7');
  expect(hoursText({ timeZone: 'Europe/Paris', week, holidays: ['2026-12-25'] })).toBe(
    'mon-thu 09:00-17:00, fri 09:00-12:00, Europe/Paris, - 2026-12-25',
  );
});
