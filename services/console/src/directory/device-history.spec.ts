import type { DeviceView } from '@demarc/contracts';
import { expect, test } from '@jest/globals';
import { deviceKey, deviceName, isEnrolled, lanesOf, momentsOf, namesOf } from './device-history.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const DAY = (day: string) => `${day}T00:00:00.000Z`;
const dated = (value: string, from: string | null, until: string | null = null) => ({ value, from, until });
const device = (parts: Partial<DeviceView>): DeviceView => ({
  id: '01890000-0000-7000-8000-000000000001',
  entraId: null,
  intuneId: null,
  serial: null,
  os: null,
  trustType: null,
  names: [],
  defenderIds: [],
  rings: [],
  tags: [],
  groups: [],
  users: [],
  registrations: [],
  enrolments: [],
  recordedAt: DAY('2026-01-01'),
  ...parts,
});

test('what holds at the same time is drawn one below the other, what follows on the same line', () => {
  const lanes = lanesOf(
    device({
      tags: [
        dated('late', DAY('2026-03-01')),
        dated('ever', null),
        dated('early', DAY('2026-01-01'), DAY('2026-03-01')),
      ],
    }),
  );
  expect(lanes.map(({ name, rows }) => [name, rows])).toEqual([
    ['enrolments', 1],
    ['tags', 2],
  ]);
  expect(lanes[1]!.bars.map(({ value, row }) => [value, row])).toEqual([
    ['ever', 0],
    ['early', 1],
    ['late', 1],
  ]);
  expect(momentsOf(lanes)).toEqual([DAY('2026-01-01'), DAY('2026-03-01'), DAY('2026-03-01')]);
});

test('a device is enrolled from the first moment of a span until before its last', () => {
  const now = new Date(NOW).toISOString();
  expect(isEnrolled(device({ enrolments: [{ from: now, until: null }] }), NOW)).toBe(true);
  expect(isEnrolled(device({ enrolments: [{ from: null, until: now }] }), NOW)).toBe(false);
  expect(isEnrolled(device({}), NOW)).toBe(false);
});

test('a device is called what it is called now, and found by what stays the same', () => {
  const renamed = device({
    names: [dated('NEW', DAY('2026-02-01'), DAY('2026-06-01')), dated('NOW', DAY('2026-06-01'))],
  });
  expect(deviceName(renamed, NOW)).toBe('NOW');
  expect(deviceName(device({ names: [dated('GONE', null, DAY('2026-01-01'))], serial: 'SN' }), NOW)).toBe('GONE');
  expect(deviceName(device({ serial: 'SN-1' }), NOW)).toBe('SN-1');
  expect(deviceKey(device({ entraId: 'e', serial: 's' }))).toBe('e');
  expect(deviceKey(renamed)).toBe('NOW');
});

test('events name it by its name and its ids, and not by the name that it had before', () => {
  const renamed = device({
    entraId: 'e-1',
    serial: 'SN-1',
    names: [dated('OLD-1', DAY('2020-01-01'), DAY('2021-01-01')), dated('NEW-1', DAY('2021-01-01'))],
    defenderIds: [dated('d-1', null)],
  });
  expect(namesOf(renamed)).toEqual(['NEW-1', 'e-1', 'SN-1', 'd-1']);
  expect(namesOf(device({ serial: 'SN-2' }))).toEqual(['SN-2']);
});
