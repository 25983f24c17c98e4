import { describe, expect, it } from '@jest/globals';
import { at, device, deviceSubject, sourceEvent } from '../fixtures/event-fixture.js';
import { NOW, classified, directoryOf } from '../fixtures/directory-fixture.js';
import { classifyDevices, decidingDevices } from './classify.js';

const ENTRA = device().entraId!;

describe('the class of a device is that of the first activity', () => {
  it('enrolled after it: not in MMD then, and a person is told that it is now', () => {
    const late = device({ enrolments: [{ from: at('2022-04-01T00:00:00Z'), until: null }] });
    expect(classified({ entraId: ENTRA }, directoryOf([late]))).toMatchObject({
      class: 'non-mmd',
      review: ['enrolled-since'],
      enrolledAt: null,
      enrolledNow: true,
    });
  });

  it('removed after it: in MMD then, and a person is told that it left', () => {
    const gone = device({ enrolments: [{ from: null, until: at('2022-04-01T00:00:00Z') }] });
    expect(classified({ entraId: ENTRA }, directoryOf([gone]))).toMatchObject({
      class: 'mmd',
      review: ['left-since'],
      enrolledNow: false,
    });
  });

  it('an interval counts from its first instant and no more at its last', () => {
    const enrolments = [{ from: at('2022-03-01T00:00:00Z'), until: at('2022-03-02T00:00:00Z') }];
    const known = directoryOf([device({ enrolments })]);
    expect(classified({ entraId: ENTRA }, known, '2022-03-01T00:00:00Z').class).toBe('mmd');
    expect(classified({ entraId: ENTRA }, known, '2022-03-02T00:00:00Z').class).toBe('non-mmd');
  });

  it('removed and registered again: each interval counts by itself', () => {
    const enrolments = [
      { from: null, until: at('2022-01-01T00:00:00Z') },
      { from: at('2022-05-01T00:00:00Z'), until: null },
    ];
    const known = directoryOf([device({ enrolments })]);
    const classes = ['2021-12-01T00:00:00Z', '2022-03-01T00:00:00Z', '2022-05-02T00:00:00Z'].map(
      (activity) => classified({ entraId: ENTRA }, known, activity).class,
    );
    expect(classes).toEqual(['mmd', 'non-mmd', 'mmd']);
  });

  it('the ring is that of the time, not the latest', () => {
    const rings = [
      { value: 'Test', from: null, until: at('2022-04-01T00:00:00Z') },
      { value: 'Broad', from: at('2022-04-01T00:00:00Z'), until: null },
    ];
    const known = directoryOf([device({ rings })]);
    expect(classified({ entraId: ENTRA }, known).ring).toBe('test');
    expect(classified({ entraId: ENTRA }, known, '2022-04-02T00:00:00Z').ring).toBe('production');
  });
});

describe('an event', () => {
  it('has its devices classified in its own order, and nothing else of it', () => {
    const subjects = [
      deviceSubject({ entraId: 'unknown', path: 'evidence[0]' }),
      { type: 'user', id: null, name: 'm.ruiz@contoso.example', role: 'affected', path: 'evidence[1]' } as const,
      deviceSubject({ entraId: ENTRA, path: 'evidence[2]' }),
    ];
    const devices = classifyDevices(sourceEvent({ subjects }), directoryOf([device()]), NOW);
    expect(devices.map(({ subject, class: found }) => [subject.path, found])).toEqual([
      ['evidence[0]', 'non-mmd'],
      ['evidence[2]', 'mmd'],
    ]);
  });

  it('is decided by its affected devices only', () => {
    const subjects = [deviceSubject({ entraId: ENTRA, role: 'contextual' }), deviceSubject({ name: 'kassa-1' })];
    const devices = classifyDevices(sourceEvent({ subjects }), directoryOf([device()]), NOW);
    expect(decidingDevices(devices).map(({ name }) => name)).toEqual(['kassa-1']);
  });
});
