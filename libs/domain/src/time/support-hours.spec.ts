import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epochMs, instantOf } from '../event/instant.js';
import { at } from '../fixtures/event-fixture.js';
import { addMinutes } from '../incident/timing.js';
import { checkSupportHours } from './check-support-hours.js';
import {
  type Hours,
  MICROSOFT_ADMIN_HOURS,
  type SupportHours,
  WEEKDAYS,
  addSupportMinutes,
  isOpen,
  nextOpening,
  supportMinutesBetween,
} from './support-hours.js';

const office = [{ start: '09:00', end: '17:30' }];
const night = [{ start: '01:00', end: '05:00' }];
const week = (windows: SupportHours['week']['mon'], weekend: SupportHours['week']['mon'] = []) =>
  Object.fromEntries(
    WEEKDAYS.map((day) => [day, day === 'sat' || day === 'sun' ? weekend : windows]),
  ) as SupportHours['week'];

const AMSTERDAM: SupportHours = { timeZone: 'Europe/Amsterdam', week: week(office), holidays: ['2026-12-25'] };
const NIGHTS: SupportHours = { timeZone: 'Europe/Amsterdam', week: week(night, night), holidays: [] };
const GAP: SupportHours = { ...NIGHTS, week: week([], [{ start: '02:30', end: '04:00' }]) };

describe('support hours', () => {
  it.each([
    ['within a day', '2026-11-23T09:00:00Z', 60, '2026-11-23T10:00:00Z'],
    ['over night', '2026-11-23T16:00:00Z', 60, '2026-11-24T08:30:00Z'],
    ['over a weekend', '2026-11-27T16:00:00Z', 60, '2026-11-30T08:30:00Z'],
    ['from before it opens', '2026-11-23T03:00:00Z', 30, '2026-11-23T08:30:00Z'],
    ['over a holiday and a weekend', '2026-12-24T16:00:00Z', 60, '2026-12-28T08:30:00Z'],
    ['to the very end of a window', '2026-11-23T16:00:00Z', 30, '2026-11-23T16:30:00Z'],
  ])('count minutes %s', (_, from, minutes, until) => {
    expect(addSupportMinutes(at(from), minutes, AMSTERDAM)).toBe(at(until));
  });

  it('are as long as the day is when clocks change', () => {
    const dayLong = (date: string) =>
      supportMinutesBetween(addMinutes(at(`${date}T00:00:00Z`), -180), at(`${date}T12:00:00Z`), NIGHTS) / 60;
    expect([dayLong('2026-03-28'), dayLong('2026-03-29'), dayLong('2026-10-25')]).toEqual([4, 3, 5]);
  });

  it('begin when the clocks go on, where they skip the beginning', () => {
    // 02:00 becomes 03:00 at 01:00 UTC: half past two does not exist.
    expect(nextOpening(at('2026-03-29T00:00:00Z'), GAP)).toBe(at('2026-03-29T01:00:00Z'));
    expect(supportMinutesBetween(at('2026-03-29T00:00:00Z'), at('2026-03-29T12:00:00Z'), GAP)).toBe(60);
  });

  it('of MMD operations stand still from Friday night to Monday', () => {
    expect(addSupportMinutes(at('2026-11-27T22:00:00Z'), 240, MICROSOFT_ADMIN_HOURS)).toBe(at('2026-11-30T02:00:00Z'));
  });

  it('say when they are open, and when next', () => {
    const [closed, open] = [at('2026-11-28T12:00:00Z'), at('2026-11-30T12:00:00Z')];
    expect([isOpen(closed, AMSTERDAM), isOpen(open, AMSTERDAM), isOpen(closed, '24x7')]).toEqual([false, true, true]);
    expect(nextOpening(closed, AMSTERDAM)).toBe(at('2026-11-30T08:00:00Z'));
  });

  it('that are never open are told instead of waited for', () => {
    const never = { ...AMSTERDAM, week: week([]) };
    expect(() => addSupportMinutes(at('2026-11-23T09:00:00Z'), 1, never)).toThrow(RangeError);
    expect(checkSupportHours(never)).toEqual(['week: it is never open']);
  });

  it('are checked: every mistake is said', () => {
    const wrong = {
      timeZone: 'Europe/Atlantis',
      week: { ...week([{ start: '9', end: '17:00' }]), sat: [...office, { start: '10:00', end: '11:00' }], funday: [] },
      holidays: ['2026-02-30'],
    };
    const mistakes = checkSupportHours(wrong);
    for (const part of ['Atlantis', 'funday', 'mon: "9"', 'sat: windows overlap', '2026-02-30'])
      expect(mistakes.join('\n')).toContain(part);
    expect(checkSupportHours(AMSTERDAM)).toEqual([]);
  });

  const someHours: fc.Arbitrary<Hours> = fc.constantFrom('24x7' as const, AMSTERDAM, NIGHTS, MICROSOFT_ADMIN_HOURS, {
    timeZone: 'Australia/Lord_Howe',
    week: week([{ start: '00:00', end: '24:00' }], night),
    holidays: [],
  });
  const moments = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2027, 0) }).map((ms) => instantOf(ms));

  it('counted back are what was counted forward, and add up', () => {
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 3_000 }),
        someHours,
        (from, a, b, hours) => {
          const half = addSupportMinutes(from, a, hours);
          expect(supportMinutesBetween(from, half, hours)).toBeCloseTo(a, 6);
          expect(epochMs(addSupportMinutes(half, b, hours))).toBe(epochMs(addSupportMinutes(from, a + b, hours)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
