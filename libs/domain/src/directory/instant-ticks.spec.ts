import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, instantOf } from '../event/instant.js';
import { instantOfTicks, ticksOf } from './instant-ticks.js';

const between = (min: string, max: string) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true }).map(instantOf);

describe('an instant as seconds and ticks', () => {
  it('comes back as it was, from 1990 to the end of 2125', () => {
    fc.assert(
      fc.property(between('1990-01-01', '2125-12-31'), fc.nat(9_999), (instant, below) => {
        const exact = `${instant.slice(0, 23)}${String(below).padStart(4, '0')}Z` as Instant;
        const { seconds, ticks } = ticksOf(exact)!;
        expect(instantOfTicks(seconds, ticks)).toBe(exact);
      }),
    );
  });

  it('is none before 1990 and after 2126, where seconds do not reach', () => {
    fc.assert(fc.property(between('1900-01-01', '1989-12-31'), (instant) => expect(ticksOf(instant)).toBeNull()));
    fc.assert(fc.property(between('2126-03-01', '2200-01-01'), (instant) => expect(ticksOf(instant)).toBeNull()));
  });

  it('is none for a day that no month has', () => {
    for (const day of ['2023-02-29', '2023-04-31', '2023-13-01', '2023-00-10', '2023-01-00']) {
      expect(ticksOf(`${day}T00:00:00.0000000Z` as Instant)).toBeNull();
    }
  });

  it('is none for a text that is no instant for one character only', () => {
    const instant = '2022-06-01T10:30:00.0000000Z';
    for (let at = 0; at < instant.length; at += 1) {
      for (const sign of '+-:;/*ZT é') {
        const spoilt = instant.slice(0, at) + sign + instant.slice(at + 1);
        if (spoilt !== instant) expect([spoilt, ticksOf(spoilt as Instant)]).toEqual([spoilt, null]);
      }
    }
  });
});
