import { describe, expect, it, test } from '@jest/globals';
import { aRow } from './a-row.fixture.js';
import { fits } from './fits.js';
import type { QueueSearch } from './queue-search.js';

const NOW = Date.parse('2026-11-28T09:00:00Z');
const fitting = (row: Parameters<typeof fits>[0], query: Parameters<typeof fits>[1]) => fits(row, query, 'dana', NOW);
const escalation = { clock: 'first-response' } as never;

it('goes by whether a clock ran out, as the API does, and not by whether people are being told of it', () => {
  const takenUp = aRow('1', { breached: true, escalation: null });
  const told = aRow('2', { breached: false, escalation });
  expect([takenUp, told].map((row) => fitting(row, { breached: true }))).toEqual([true, false]);
  expect([takenUp, told].map((row) => fitting(row, { breached: 'false' }))).toEqual([false, true]);
});

it('has in a list of what is due soon what is due by then or late, and nothing else', () => {
  const dueAt = (at: string) => aRow('1', { dues: [{ clock: 'update', phase: 'due', at }] });
  const query = { dueWithinMinutes: 60 };
  expect(fitting(dueAt('2026-11-28T10:00:00Z'), query)).toBe(true);
  expect(fitting(dueAt('2026-11-28T08:00:00Z'), query)).toBe(true);
  expect(fitting(dueAt('2026-11-28T10:00:01Z'), query)).toBe(false);
  expect(fitting(aRow('1'), query)).toBe(false);
});

const period = aRow('1', {
  openedAt: '2026-11-27T08:00:00.0000000Z',
  acknowledgedAt: '2026-11-27T09:00:00.0000000Z',
  resolvedAt: null,
});
const isIn = (search: QueueSearch) => fitting(period, search);

describe('an incident belongs into a list of a period', () => {
  test.each<[QueueSearch, boolean]>([
    [{ openedFrom: '2026-11-27T08:00:00.000Z' }, true],
    [{ openedFrom: '2026-11-27T08:00:00.001Z' }, false],
    [{ openedUntil: '2026-11-27T08:00:00.000Z' }, false],
    [{ acknowledgedFrom: '2026-11-27T08:30:00Z', acknowledgedUntil: '2026-11-27T09:30:00Z' }, true],
    [{ acknowledgedUntil: '2026-11-27T09:00:00Z' }, false],
    [{ acknowledgedFrom: '2026-11-27T11:00:00+01:00' }, false],
    [{ resolvedFrom: '2026-11-01T00:00:00Z' }, false],
    [{ resolvedUntil: '2026-12-01T00:00:00Z' }, false],
  ])('%j: %s', (search, is) => expect(isIn(search)).toBe(is));
});

it('of a list by class of device nobody can tell from the incident', () => {
  expect([isIn({}), isIn({ device: 'mmd' })]).toEqual([true, false]);
});
