import { expect, it } from '@jest/globals';
import { aRow } from './a-row.fixture.js';
import { differenceOf } from './difference.js';
import { reaches } from './order.js';

/** Opened that many hours after midnight. */
const at = (hour: number) => aRow(`${hour}`, { openedAt: `2026-11-28T${String(hour).padStart(2, '0')}:00:00.000Z` });
const reach = (hours: readonly number[], isAll = false) => ({ rows: hours.map(at), isAll });

it('says what came and what went', () => {
  const { arrived, gone } = differenceOf(reach([9, 8, 7], true), reach([10, 9, 7], true), '-openedAt');
  expect(arrived.map(({ id }) => id)).toEqual(['10']);
  expect([...gone]).toEqual(['8']);
});

it('does not call new what was only not reached, nor gone what is further down', () => {
  const { arrived, gone } = differenceOf(reach([9, 8, 7]), reach([9, 7, 6]), '-openedAt');
  expect(arrived).toEqual([]);
  expect([...gone]).toEqual(['8']);
  expect(differenceOf(reach([9, 8, 7, 6]), reach([9, 8]), '-openedAt').gone.size).toBe(0);
});

it('reaches an incident that would have to be among the rows, whatever they are sorted by', () => {
  const rows = { rows: [aRow('1', { severity: 'A' }), aRow('2', { severity: 'B' })], isAll: false };
  expect(reaches(rows, aRow('3', { severity: 'A' }), 'severity')).toBe(true);
  expect(reaches(rows, aRow('3', { severity: 'C' }), 'severity')).toBe(false);
  expect(reaches({ ...rows, isAll: true }, aRow('3', { severity: 'C' }), 'severity')).toBe(true);
  const due = (id: string, dueAt: string) => aRow(id, { dues: [{ clock: 'update', phase: 'due', at: dueAt }] });
  const soon = { rows: [due('1', '2026-11-28T09:00:00.000Z')], isAll: false };
  expect(reaches(soon, due('2', '2026-11-28T08:00:00.000Z'), 'nextDueAt')).toBe(true);
  expect(reaches(soon, aRow('2'), 'nextDueAt')).toBe(false);
});
