import { expect, it } from '@jest/globals';
import { quietBesideStorm } from './overtaker.js';

const STORM = 2_000;
const FEW = 200;
const lying = (counts: Readonly<Record<string, number>>) => quietBesideStorm(new Map(Object.entries(counts)), STORM);

it('while nobody floods the stream, everybody waits in turn', () => {
  expect(lying({})).toEqual([]);
  expect(lying({ 'events.contoso.security': 3, 'events.fabrikam.security': STORM - 1 })).toEqual([]);
});

it('beside a storm those overtake of whom little waits, the fewest first', () => {
  const storm = { 'events.noisy.operational.incident': STORM };
  expect(
    lying({ ...storm, 'events.contoso.security': 9, 'events.fabrikam.change': 3, 'events.busy.security': FEW + 1 }),
  ).toEqual(['fabrikam', 'contoso']);
});

it('what a tenant sends is counted over all its subjects', () => {
  const half = { 'events.noisy.security': STORM / 2, 'events.noisy.operational.incident': STORM / 2 };
  const more = { 'events.busy.security': FEW, 'events.busy.change': 1 };
  expect(lying({ ...half, ...more, 'events.contoso.security.graph-alert': 1 })).toEqual(['contoso']);
});
