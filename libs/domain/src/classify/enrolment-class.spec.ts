import { describe, expect, it } from '@jest/globals';
import type { Device } from '../directory/device.js';
import type { DeviceSubject } from '../event/source-event.js';
import type { RegistrationState } from '../event/vocabulary.js';
import { at, device } from '../fixtures/event-fixture.js';
import { classified, directoryOf } from '../fixtures/directory-fixture.js';

const ENROLLED = [{ from: null, until: null }];
const LEFT = [{ from: null, until: at('2022-01-01T00:00:00Z') }];
const ALL = 'Modern Workplace Devices - All';
const held = <T>(...values: T[]) => values.map((value) => ({ value, from: null, until: null }));
const classOf = (given: Partial<Device>, subject: Partial<DeviceSubject> = {}) =>
  classified({ entraId: device().entraId, ...subject }, directoryOf([device(given)]));

describe('the registration of a device', () => {
  it.each<[RegistrationState, Device['enrolments'], string, readonly string[]]>([
    ['active', ENROLLED, 'mmd', []],
    ['inactive', ENROLLED, 'mmd', []],
    ['ready', ENROLLED, 'mmd', []],
    ['failed', ENROLLED, 'undetermined', ['conflict']],
    ['failed', [], 'non-mmd', []],
    ['pending', [], 'undetermined', ['not-ready']],
    ['ready', LEFT, 'undetermined', ['not-ready']],
    ['active', [], 'undetermined', ['conflict']],
    ['inactive', [], 'undetermined', ['conflict']],
    ['active', LEFT, 'non-mmd', []],
  ])('%s with the enrolments %j makes it %s', (state, enrolments, expected, review) => {
    expect(classOf({ registrations: held(state), enrolments })).toMatchObject({ class: expected, review });
  });

  it('is that of the time', () => {
    const registrations = [
      { value: 'pending' as const, from: null, until: at('2022-02-01T00:00:00Z') },
      { value: 'failed' as const, from: at('2022-02-01T00:00:00Z'), until: null },
    ];
    expect(classOf({ registrations, enrolments: [] }).class).toBe('non-mmd');
  });

  it('ready then and enrolled now: open, and both are said', () => {
    const enrolments = [{ from: at('2022-03-01T11:00:00Z'), until: null }];
    expect(classOf({ registrations: held('ready' as const), enrolments }).review).toEqual([
      'not-ready',
      'enrolled-since',
    ]);
  });
});

describe('the groups of a device', () => {
  it('of Autopatch only do not make it one of MMD', () => {
    const found = classOf({ enrolments: [], groups: held(ALL, 'Modern Workplace Devices-Windows Autopatch-Broad') });
    expect(found).toMatchObject({ class: 'non-mmd', review: [] });
    expect(found.because).toContain('Autopatch');
  });

  it.each([ALL, 'Modern Workplace Devices - Virtual Machine'])('prove nothing when it is %s alone', (group) => {
    expect(classOf({ enrolments: [], groups: held(group) }).because).toContain('Autopatch');
    expect(classOf({ enrolments: ENROLLED, groups: held(group) }).class).toBe('mmd');
  });

  it('are not the reason when one of them is of MMD alone', () => {
    const groups = held(ALL, 'Modern Workplace Devices - Shared Device Mode');
    expect(classOf({ enrolments: [], groups }).because).not.toContain('Autopatch');
  });

  it('contradict the list when it is enrolled and only in the rings of Autopatch', () => {
    const groups = held('modern workplace devices - windows autopatch - First');
    expect(classOf({ enrolments: ENROLLED, groups })).toMatchObject({ class: 'undetermined', review: ['conflict'] });
  });

  it.each(['Modern Workplace Devices-Broad', 'Modern Workplace Devices - Fast', 'MODERN WORKPLACE DEVICES -  TEST'])(
    'agree with the list when it is also in %s',
    (ring) => {
      const groups = held(ring, 'Modern Workplace Devices-Windows Autopatch-First');
      expect(classOf({ enrolments: ENROLLED, groups }).class).toBe('mmd');
    },
  );

  it('count while they hold only', () => {
    const until = at('2022-01-01T00:00:00Z');
    const groups = [{ value: 'Modern Workplace Devices-Windows Autopatch-First', from: null, until }];
    expect(classOf({ enrolments: ENROLLED, groups }).class).toBe('mmd');
  });
});

describe('a device that Defender does not manage', () => {
  it('stays in MMD when it is enrolled or tagged, and a person looks', () => {
    expect(classOf({}, { onboarded: false })).toMatchObject({ class: 'mmd', review: ['not-onboarded'] });
    const tagged = classified({ name: 'x', tags: ['M365Managed-Kiosk'], onboarded: false }, directoryOf([]));
    expect(tagged).toMatchObject({ class: 'mmd', review: ['not-onboarded'] });
  });

  it('is outside MMD when nobody knows it', () => {
    expect(classified({ name: 'x', onboarded: false }, directoryOf([]))).toMatchObject({
      class: 'non-mmd',
      review: [],
    });
  });
});
