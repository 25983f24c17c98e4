import { expect, it } from '@jest/globals';
import { filtersOf, quarantineSearch } from './quarantine-search.js';

it('keeps of an address what it understands, and nothing else', () => {
  expect(
    quarantineSearch({ state: 'waiting,lost', reason: 'not-json', tenant: 'contoso', source: '', page: '2' }),
  ).toEqual({ state: ['waiting'], reason: 'not-json', tenant: 'contoso' });
  expect(quarantineSearch({ state: 'lost', reason: 'bored' })).toEqual({});
});

it('redrives what the list shows: its filters go along, and neither the open message nor the states', () => {
  const search = { state: ['waiting'], reason: 'not-json', source: 'torn', message: '1', redrive: '2' } as const;
  expect(filtersOf(search)).toEqual({ reason: 'not-json', source: 'torn' });
});
