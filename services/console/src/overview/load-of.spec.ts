import { expect, it } from '@jest/globals';
import { loadOf } from './load-of.js';

it('has a step for every hour of a period, with nothing where nothing was opened', () => {
  const steps = loadOf({
    from: '2026-11-27T10:30:00.0000000Z',
    until: '2026-11-27T13:00:00.0000000Z',
    step: 'hour',
    load: [{ at: '2026-11-27T12:00:00.0000000Z', microsoft: 2, customer: 1 }],
  });
  expect(steps).toEqual([
    { at: '2026-11-27T10:00:00.000Z', until: '2026-11-27T11:00:00.000Z', microsoft: 0, customer: 0 },
    { at: '2026-11-27T11:00:00.000Z', until: '2026-11-27T12:00:00.000Z', microsoft: 0, customer: 0 },
    { at: '2026-11-27T12:00:00.000Z', until: '2026-11-27T13:00:00.000Z', microsoft: 2, customer: 1 },
  ]);
});
