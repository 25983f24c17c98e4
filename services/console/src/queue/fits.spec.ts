import type { IncidentView } from '@demarc/contracts';
import { describe, expect, it, test } from '@jest/globals';
import { fits } from './fits.js';
import type { QueueSearch } from './queue-search.js';

/** Of an incident what the questions look at. */
const incident = {
  review: [] as IncidentView['review'],
  linked: [] as IncidentView['linked'],
  snoozed: null,
  escalation: null,
  openedAt: '2026-11-27T08:00:00.0000000Z',
  acknowledgedAt: '2026-11-27T09:00:00.0000000Z',
  resolvedAt: null,
} as IncidentView;
const isIn = (search: QueueSearch) => fits(incident, search, 'dana');

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
