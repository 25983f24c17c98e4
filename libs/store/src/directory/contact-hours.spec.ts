import { expect, test } from '@jest/globals';
import { readHours } from './contact-hours.js';

test('a week is written in days and windows', () => {
  const read = readHours('Europe/Amsterdam', 'Mon-Fri 09:00-12:00, 13:00-17:30; sat 10:00-14:00', ['2026-12-25']);
  expect(read).toMatchObject({
    hours: {
      timeZone: 'Europe/Amsterdam',
      holidays: ['2026-12-25'],
      week: {
        mon: [
          { start: '09:00', end: '12:00' },
          { start: '13:00', end: '17:30' },
        ],
        sat: [{ start: '10:00', end: '14:00' }],
        sun: [],
      },
    },
  });
});

test('a week may go over Sunday, and none is around the clock', () => {
  expect(readHours('', 'sat-mon 00:00-24:00', [])).toMatchObject({
    hours: { timeZone: 'UTC', week: { sat: [{}], sun: [{}], mon: [{}], tue: [] } },
  });
  expect(readHours('', '', [])).toEqual({ hours: '24x7' });
});

test.each(['weekdays 9-5', 'mon 9:00-17:00', 'mon-fri 17:00-09:00'])('%s is a mistake', (week) => {
  expect(readHours('UTC', week, [])).toHaveProperty('mistakes');
});
