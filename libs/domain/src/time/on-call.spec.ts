import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../event/instant.js';
import { at } from '../fixtures/event-fixture.js';
import { type OnCallSchedule, onCallAt, shiftAt, shiftsBetween } from './on-call.js';

const WEEKLY: OnCallSchedule = {
  timeZone: 'Europe/Amsterdam',
  rotation: { every: 'week', handoverAt: '09:00', startsOn: '2026-10-05', members: ['ada', 'ben', 'cleo'] },
  overrides: [],
};
const DAILY: OnCallSchedule = {
  ...WEEKLY,
  rotation: { ...WEEKLY.rotation, every: 'day', handoverAt: '02:30', startsOn: '2026-01-01' },
};
const override = {
  from: at('2026-10-13T10:00:00Z'),
  until: at('2026-10-14T10:00:00Z'),
  contact: 'dora',
  because: 'ill',
};

describe('who is on call', () => {
  it.each([
    ['2026-10-05T06:59:00Z', null],
    ['2026-10-05T07:00:00Z', 'ada'],
    ['2026-10-12T06:59:59Z', 'ada'],
    ['2026-10-12T07:00:00Z', 'ben'],
    // The clocks go back on the 25th: nine o'clock is 08:00 UTC from then on.
    ['2026-10-26T07:30:00Z', 'cleo'],
    ['2026-10-26T08:00:00Z', 'ada'],
  ])('at %s is %s', (moment, contact) => {
    expect(onCallAt(WEEKLY, at(moment))).toBe(contact);
  });

  it('changes when the clocks go on, where they skip the hour of the handover', () => {
    // 02:30 of 2026-03-29 does not exist: 03:00 is 01:00 UTC.
    expect(shiftAt(DAILY, at('2026-03-29T01:00:00Z')).from).toBe(at('2026-03-29T01:00:00Z'));
    expect(onCallAt(DAILY, at('2026-03-29T00:59:59Z'))).not.toBe(onCallAt(DAILY, at('2026-03-29T01:00:00Z')));
  });

  it('is whoever stands in, and then the one before again', () => {
    const schedule = { ...WEEKLY, overrides: [override] };
    const shifts = shiftsBetween(schedule, at('2026-10-12T07:00:00Z'), at('2026-10-19T07:00:00Z'));
    expect(shifts.map(({ contact, why }) => [contact, why])).toEqual([
      ['ben', 'rotation'],
      ['dora', 'override'],
      ['ben', 'rotation'],
    ]);
    const again = { ...override, from: at('2026-10-13T12:00:00Z'), contact: 'eli' };
    expect(onCallAt({ ...WEEKLY, overrides: [override, again] }, at('2026-10-13T13:00:00Z'))).toBe('eli');
  });

  it('is somebody at every moment after the rotation began', () => {
    const moments = fc.integer({ min: Date.UTC(2026, 9, 6), max: Date.UTC(2028, 0) }).map((ms) => instantOf(ms));
    fc.assert(
      fc.property(
        fc.constantFrom(WEEKLY, DAILY, { ...WEEKLY, overrides: [override] }),
        moments,
        moments,
        (schedule, a, b) => {
          const [from, until] = a < b ? [a, b] : [b, a];
          const shifts = shiftsBetween(schedule, from, until);
          shifts.forEach((shift, n) => {
            expect(shift.from).toBe(n === 0 ? from : shifts[n - 1]!.until);
            expect(shift.until > shift.from).toBe(true);
            expect(shift.contact).toBe(onCallAt(schedule, shift.from));
          });
          expect(shifts.at(-1)?.until ?? until).toBe(until);
        },
      ),
      { numRuns: 100 },
    );
  });
});
