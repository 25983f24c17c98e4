import { expect, it } from '@jest/globals';
import { CUSTODY } from '../sample-custody.fixture.js';
import { custodyTotalLines } from './custody-lines.js';

it('says whose time an incident took, and whose time runs now', () => {
  const lines = (running: Partial<NonNullable<typeof CUSTODY.running>> | null) =>
    custodyTotalLines({ ...CUSTODY, running: running && { ...CUSTODY.running!, ...running } });
  const totals = 'Microsoft 1 h 20 min, customer 3 h, in transit 25 min';
  expect(lines(null)).toEqual([totals]);
  expect(lines({})).toEqual([totals, "nobody's time runs now: customer/security was offered it"]);
  const asked = { who: 'customer', why: 'waiting' } as const;
  expect(lines(asked)[1]).toBe("the customer's time runs now: customer/security was asked for something");
  expect(lines({ who: 'microsoft', why: 'held' })[1]).toBe("Microsoft's time runs now");
  expect(lines({ ...asked, paused: 'snoozed' })[1]).toBe('stands still now: it is snoozed by agreement');
  const outside = { ...asked, paused: 'outside-support-hours' } as const;
  expect(lines(outside)[1]).toBe('stands still now: customer/security does not work at this hour');
});
