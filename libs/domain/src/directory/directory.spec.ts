import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, instantOf } from '../event/instant.js';
import { REGISTRATION_STATES } from '../event/vocabulary.js';
import { at, device } from '../fixtures/event-fixture.js';
import { type Dated, type Device, holdsAt, hostLabel } from './device.js';
import { DirectoryIndex } from './directory.js';

/** Enough for many chunks of memory and for the table of keys to be divided. */
const DEVICES = 4_000;
const CHUNK_BYTES = 256 * 1_024;

/** Of plain devices; a matcher takes too long for thousands. */
const FIELDS = [...Object.keys(device()), 'value', 'from', 'until'];
const isSame = (a: unknown, b: unknown) => JSON.stringify(a, FIELDS) === JSON.stringify(b, FIELDS);

/** What the directory must agree with: every device as it was put, and a look at each of them for each question. */
class EveryDevice {
  readonly devices = new Map<string, Device>();

  put(one: Device): void {
    this.devices.set(one.id, one);
  }

  latest(bears: (one: Device) => boolean): Device | null {
    const order = (one: Device) => one.recordedAt + one.id;
    return this.all(bears).reduce<Device | null>((a, b) => (a && order(a) > order(b) ? a : b), null);
  }

  all(bears: (one: Device) => boolean): Device[] {
    return [...this.devices.values()].filter(bears).sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

const same = (a: string | null, b: string) => a !== null && a !== '' && a.toLowerCase() === b.toLowerCase();
const bears = (values: readonly Dated<string>[], wanted: string, when: Instant) =>
  values.some((held) => holdsAt(held, when) && same(held.value, wanted));
const isCalled = (one: Device, name: string, when: Instant) =>
  one.names.some(({ value, ...interval }) => {
    if (!holdsAt(interval, when)) return false;
    const [held, wanted] = [value, name].map((text) => text.trim().toLowerCase()) as [string, string];
    return held.includes('.') && wanted.includes('.') ? held === wanted : hostLabel(held) === hostLabel(wanted);
  });

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 300 }),
);
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const oneOrAny = (...texts: string[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...texts) }, { weight: 1, arbitrary: anyText });
const inAnyCase = (text: string) => fc.constantFrom(text, text.toUpperCase());
const NAMES = [
  'mmd-1',
  'MMD-1',
  'MMD-1.contoso.example',
  'mmd-1.fabrikam.example',
  ' mmd-2 ',
  'mmd-2.',
  '.',
  '',
  'straße.ß',
];
const USERS = ['ada@contoso.example', 'ADA@contoso.example', 'bo@fabrikam.example', 'bo', '@', 'a@b@c'];
const SERIALS = ['SN1', 'sn1', 'Default string', 'SN2', ''];

/** Looks canonical, but for one character. */
const spoilt = (text: string) =>
  fc
    .tuple(
      fc.nat(text.length - 1),
      fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom(...'+-:/`gG9')),
    )
    .map(([place, unit]) => text.slice(0, place) + unit + text.slice(place + 1));

const anInstant = fc.oneof(
  fc.date({ min: new Date('1985-01-01'), max: new Date('2210-01-01'), noInvalidDate: true }).map(instantOf),
  fc.constantFrom(at('2022-01-01T00:00:00Z'), at('2022-06-01T12:34:56.7890123Z'), at('2024-02-29T23:59:59.001Z')),
  fc.constant('soon' as Instant),
  spoilt('2022-06-01T12:34:56.7890123Z').map((text) => text as Instant),
);
const interval = fc.record({ from: fc.option(anInstant), until: fc.option(anInstant) });
const dated = <T>(value: fc.Arbitrary<T>) =>
  fc.array(
    fc.tuple(value, interval).map(([value, { from, until }]) => ({ value, from, until })),
    { maxLength: 4 },
  );
const guid = fc.oneof(
  fc.constantFrom(...[1, 2, 3, 4].map((n) => `0000abcd-0000-7000-8000-00000000000${n}`)).chain(inAnyCase),
  fc.uuid(),
);

const aDevice: fc.Arbitrary<Device> = fc.record({
  id: fc.oneof(fc.constantFrom(...[1, 2, 3, 4, 5, 6].map((n) => `00000000-0000-7000-8000-00000000000${n}`)), anyText),
  entraId: fc.option(fc.oneof(guid, anyText)),
  intuneId: fc.option(fc.oneof(guid, anyText)),
  serial: fc.option(oneOrAny(...SERIALS)),
  os: fc.option(oneOrAny('Windows11', 'Windows10', 'iOS')),
  trustType: fc.option(oneOrAny('AzureAd', 'ServerAd')),
  names: dated(oneOrAny(...NAMES)),
  defenderIds: dated(
    fc.oneof(fc.constantFrom('a'.repeat(40), 'A'.repeat(40), 'b'.repeat(40)), hex(40), hex(40).chain(spoilt), anyText),
  ),
  rings: dated(oneOrAny('Test', 'Broad')),
  tags: dated(oneOrAny('M365Managed-Standard')),
  groups: dated(oneOrAny('Modern Workplace Devices-All')),
  users: dated(oneOrAny(...USERS)),
  registrations: dated(fc.constantFrom(...REGISTRATION_STATES)),
  enrolments: fc.array(interval, { maxLength: 4 }),
  recordedAt: anInstant,
});

describe('the directory in memory', () => {
  it('answers as one would who looks at every device, whatever was put and replaced before', () => {
    fc.assert(
      fc.property(fc.array(aDevice, { maxLength: 30 }), anInstant, (devices, when) => {
        const index = new DirectoryIndex();
        const model = new EveryDevice();
        for (const one of devices) {
          index.put(one);
          model.put(one);
          expect(index.size).toBe(model.devices.size);
        }
        for (const { entraId, serial, defenderIds, names, users } of devices) {
          if (entraId) expect(index.byEntraId(entraId)).toEqual(model.latest((one) => same(one.entraId, entraId)));
          if (serial) {
            const found = index.bySerial(serial);
            const expected = model.all((one) => same(one.serial, serial));
            expect(found).toHaveLength(Math.min(expected.length, 2));
            expect(expected).toEqual(expect.arrayContaining([...found]));
          }
          for (const { value } of defenderIds.filter(({ value }) => value !== '')) {
            const expected = model.latest((one) => one.defenderIds.some((held) => same(held.value, value)));
            expect(index.byDefenderId(value)).toEqual(expected);
          }
          for (const { value } of names)
            expect(index.byName(value, when)).toEqual(model.all((one) => isCalled(one, value, when)));
          for (const { value } of users.filter(({ value }) => value !== ''))
            expect(index.byUser(value, when)).toEqual(model.all((one) => bears(one.users, value, when)));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps every device exact and its memory bounded while all are replaced again and again', () => {
    const index = new DirectoryIndex();
    const version = (n: number, round: number): Device =>
      device({
        id: `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
        entraId: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
        serial: `SN${n}`,
        defenderIds: [{ value: (n * 8 + round).toString(16).padStart(40, '0'), from: null, until: null }],
        names: [{ value: `mmd-${n}.contoso.example`, from: null, until: null }],
        tags: Array.from({ length: (n * 7 + round * 5) % 9 }, (_, tag) => ({
          value: `only here ${tag} ${'.'.repeat(tag * 4)}`,
          from: at('2022-01-01T00:00:00Z'),
          until: null,
        })),
      });
    const put = (round: number, every: number) => {
      for (let n = 0; n < DEVICES; n += every) index.put(version(n, round));
    };
    put(0, 1);
    const fresh = index.recordBytes;
    for (const [round, every] of [3, 1, 2, 1, 7].entries()) put(round + 1, every);
    const lastRound = (n: number) => (n % 7 === 0 ? 5 : 4);
    const when = at('2022-01-01T00:00:00Z');
    const wrong = Array.from({ length: DEVICES }, (_, n) => n).filter((n) => {
      const expected = version(n, lastRound(n));
      const { entraId, defenderIds } = expected;
      const found = [
        index.byEntraId(entraId!),
        index.byDefenderId(defenderIds[0]!.value),
        ...index.byName(`MMD-${n}`, when),
      ];
      const outdated = index.byDefenderId(version(n, 0).defenderIds[0]!.value);
      return outdated !== null || !isSame(found, [expected, expected, expected]);
    });
    expect(wrong).toEqual([]);
    expect(index.size).toBe(DEVICES);
    expect(index.recordBytes).toBeLessThan(fresh * 1.25 + 3 * CHUNK_BYTES);
  });

  it('finds each of many devices that share a serial and a name, until it bears another', () => {
    const index = new DirectoryIndex();
    const id = (n: number) => `00000000-0000-7000-8000-${n.toString().padStart(12, '0')}`;
    const names = [{ value: 'desktop', from: null, until: null }];
    const alike = (n: number) => device({ id: id(n), entraId: null, serial: 'Default string', names, defenderIds: [] });
    for (let n = 0; n < 100; n += 1) {
      index.put(alike(n));
      expect(index.byName('desktop', at('2022-01-01T00:00:00Z'))).toHaveLength(n + 1);
      expect(index.bySerial('default string')).toHaveLength(Math.min(n + 1, 2));
    }
    for (let n = 99; n > 0; n -= 1) {
      index.put({ ...alike(n), serial: `SN${n}`, names: [] });
      expect(index.byName('desktop', at('2022-01-01T00:00:00Z'))).toHaveLength(n);
      expect(index.bySerial('default string')).toHaveLength(Math.min(n, 2));
      expect(index.bySerial(`sn${n}`)).toMatchObject([{ id: id(n) }]);
    }
  });

  it('answers with the record that was recorded last, in whatever order the two came', () => {
    const old = device({ recordedAt: at('2022-01-01T00:00:00Z') });
    const young = device({ id: '00000000-0000-7000-8000-000000000000', recordedAt: at('2022-02-01T00:00:00Z') });
    for (const order of [
      [old, young],
      [young, old],
    ]) {
      const index = new DirectoryIndex();
      for (const one of order) index.put(one);
      expect(index.byEntraId(old.entraId!)).toEqual(young);
    }
  });

  it('keeps a device that is larger than a chunk of memory, and what is put after it became small', () => {
    const index = new DirectoryIndex();
    const groups = Array.from({ length: 20_000 }, (_, n) => ({
      value: `group ${n} `.repeat(12),
      from: null,
      until: null,
    }));
    const small = (n: number) => device({ id: `small ${n}`, entraId: `entra ${n}`, groups: groups.slice(0, 20) });
    const rounds = Array.from({ length: 3_000 }, (_, n) => n);
    for (const large of [device({ groups }), device({ groups: groups.slice(1) }), device()]) {
      index.put(large);
      expect(index.byEntraId(large.entraId!)).toEqual(large);
    }
    for (const n of rounds) index.put(small(n));
    expect(rounds.filter((n) => !isSame(index.byEntraId(`entra ${n}`), small(n)))).toEqual([]);
  });
});
