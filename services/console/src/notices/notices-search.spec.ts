import { expect, it } from '@jest/globals';
import { noticesSearch } from './notices-search.js';

it('keeps of an address what it understands, and nothing else', () => {
  expect(noticesSearch({ reason: 'late,bored', party: 'customer', tenant: 'contoso', page: '2' })).toEqual({
    reason: ['late'],
    party: 'customer',
    tenant: 'contoso',
  });
  expect(noticesSearch({ view: 'deliveries', state: ['failed', 'unreachable'], incident: '' })).toEqual({
    view: 'deliveries',
    state: ['failed', 'unreachable'],
  });
  expect(noticesSearch({ view: 'other', party: 'nobody', state: 'lost' })).toEqual({});
});
