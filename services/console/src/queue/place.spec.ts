import { expect, it } from '@jest/globals';
import { keepPlace, keepShown, placeIn, wayBack } from './place.js';

it('leads back to the list as it was narrowed, and not as somebody else was shown it', () => {
  expect(wayBack({})).toEqual({});
  keepShown({ view: 'mine', q: 'printer' });
  expect(wayBack({})).toEqual({ view: 'mine', q: 'printer' });
  expect(wayBack({ seenBy: 'contoso' })).toEqual({ seenBy: 'contoso' });
});

it('keeps where one was in the lists that were looked at last', () => {
  for (let at = 0; at <= 20; at += 1) keepPlace(`list ${at}`, { activeId: `${at}`, scrolled: at });
  expect(placeIn('list 0')).toEqual({ activeId: null, scrolled: 0 });
  expect(placeIn('list 20')).toEqual({ activeId: '20', scrolled: 20 });
});
