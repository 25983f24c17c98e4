import { describe, expect, it } from '@jest/globals';
import { at, device } from '../fixtures/event-fixture.js';
import { classified, directoryOf } from '../fixtures/directory-fixture.js';

const ENTRA = device().entraId;
const TOMORROW = '2022-03-02T10:00:00Z';

describe('a device that no look finds', () => {
  it('is outside MMD when the directory is complete and fresh, however it is called', () => {
    expect(classified({ name: 'MMD-99999999999' }, directoryOf([device()]))).toMatchObject({
      class: 'non-mmd',
      identifiedBy: 'nothing',
      awaitsDirectory: false,
    });
  });

  it.each([
    ['was never imported', { asOf: null }],
    ['shows some of the devices only', { coverage: 'partial' as const }],
    ['was last read more hours before than it counts', { asOf: at('2022-02-28T09:59:00Z') }],
  ])('is undetermined while the directory %s', (_, state) => {
    const found = classified({ entraId: 'unknown' }, directoryOf([device()], state));
    expect(found).toMatchObject({ class: 'undetermined', awaitsDirectory: true, review: [] });
    expect(found.steps.at(-1)?.by).toBe('directory');
  });

  it('is outside MMD at the last moment the directory counts, and for ever when it always counts', () => {
    const dayOld = { asOf: at('2022-02-28T10:00:00Z') };
    expect(classified({ entraId: 'unknown' }, directoryOf([], dayOld)).class).toBe('non-mmd');
    const always = { asOf: at('2020-01-01T00:00:00Z'), freshForHours: null };
    expect(classified({ entraId: 'unknown' }, directoryOf([], always)).class).toBe('non-mmd');
  });

  it('does not inherit from the record that has its serial', () => {
    const found = classified({ entraId: 'replaced', serial: 'sn1' }, directoryOf([device()]));
    expect(found).toMatchObject({ class: 'non-mmd', deviceId: null });
    expect(found.steps.at(-1)).toEqual({
      by: 'serial',
      value: 'sn1',
      gave: `one record: MMD-12345678901 (entra ${ENTRA}); a serial is for people only`,
    });
  });

  it('is told of a serial that many records have only that it is several', () => {
    const alike = ['1', '2', '3'].map((n) =>
      device({ id: `00000000-0000-7000-8000-00000000000${n}`, entraId: n, serial: 'Default string', defenderIds: [] }),
    );
    const { steps } = classified({ entraId: 'replaced', serial: 'default string' }, directoryOf(alike));
    expect(steps.at(-1)?.gave).toBe('several records; a serial is for people only');
  });

  it('is undetermined when only a serial is given that a record has, and an import will not settle it', () => {
    expect(classified({ serial: 'SN1' }, directoryOf([device()]))).toMatchObject({
      class: 'undetermined',
      awaitsDirectory: false,
      deviceId: null,
    });
    expect(classified({ serial: 'SN9' }, directoryOf([device()])).class).toBe('non-mmd');
  });
});

describe('a record that is not enrolled', () => {
  const out = device({ enrolments: [] });

  it('is undetermined when the directory is stale: a late enrolment may not be in it yet', () => {
    expect(classified({ entraId: ENTRA }, directoryOf([out]), '2022-03-02T09:00:01Z')).toMatchObject({
      class: 'undetermined',
      awaitsDirectory: true,
      deviceId: out.id,
    });
  });

  it('is outside MMD when the record itself changed since', () => {
    const changed = device({ enrolments: [], recordedAt: at('2022-03-02T08:00:00Z') });
    expect(classified({ entraId: ENTRA }, directoryOf([changed]), TOMORROW).class).toBe('non-mmd');
  });

  it('in a directory that was never read as a whole is as fresh as itself', () => {
    const recordedOn = (text: string) =>
      directoryOf([device({ enrolments: [], recordedAt: at(text) })], { asOf: null });
    expect(classified({ entraId: ENTRA }, recordedOn('2022-03-01T09:00:00Z')).class).toBe('non-mmd');
    expect(classified({ entraId: ENTRA }, recordedOn('2022-01-01T00:00:00Z')).class).toBe('undetermined');
  });

  it('is outside MMD although the directory shows some devices only: this one it shows', () => {
    expect(classified({ entraId: ENTRA }, directoryOf([out], { coverage: 'partial' })).class).toBe('non-mmd');
  });

  it('but tagged as one of MMD is undetermined in a directory that shows some devices only', () => {
    const tags = ['M365Managed-Standard'];
    expect(classified({ entraId: ENTRA, tags }, directoryOf([out], { coverage: 'partial' }))).toMatchObject({
      class: 'undetermined',
      review: ['conflict'],
      awaitsDirectory: true,
    });
  });

  it('is not in question while it is enrolled, however stale the directory', () => {
    expect(classified({ entraId: ENTRA }, directoryOf([device()]), '2022-05-01T00:00:00Z').class).toBe('mmd');
  });
});
