import { expect, it } from '@jest/globals';
import { MOST_OF_ONE, MOST_OF_TENANT, MOST_OPEN, OpenFeeds } from './open-feeds.js';

const CONTOSO = { tenants: ['contoso'] };

/** Opens so many feeds as different people, each as often as one may. */
function openMany(feeds: OpenFeeds, count: number, access: Parameters<OpenFeeds['take']>[1], who = 'p') {
  return Array.from({ length: count }, (_, n) => feeds.take({ id: `${who}${Math.floor(n / MOST_OF_ONE)}` }, access));
}

it('lets one person or key have so many, and others go on', () => {
  const feeds = new OpenFeeds();
  const [first] = openMany(feeds, MOST_OF_ONE, CONTOSO);
  expect(feeds.take({ id: 'p0' }, CONTOSO)).toEqual({ who: 'one' });
  expect(feeds.take({ id: 'p1' }, CONTOSO)).toEqual(expect.any(Function));
  (first as () => void)();
  (first as () => void)();
  expect(feeds.take({ id: 'p0' }, CONTOSO)).toEqual(expect.any(Function));
  expect(feeds.take({ id: 'p0' }, CONTOSO)).toEqual({ who: 'one' });
});

it('lets the people of one customer have a part, whatever else they work for', () => {
  const feeds = new OpenFeeds();
  openMany(feeds, MOST_OF_TENANT, CONTOSO);
  expect(feeds.take({ id: 'q' }, { tenants: ['fabrikam', 'contoso'] })).toEqual({ who: 'tenant', tenant: 'contoso' });
  expect(feeds.take({ id: 'q' }, { tenants: ['fabrikam'] })).toEqual(expect.any(Function));
  expect(feeds.take({ id: 'q' }, { tenants: 'all' })).toEqual(expect.any(Function));
});

it('lets nobody in beyond what this process reads ahead for', () => {
  const feeds = new OpenFeeds();
  openMany(feeds, MOST_OPEN, { tenants: 'all' });
  expect(feeds.take({ id: 'q' }, CONTOSO)).toEqual({ who: 'everybody' });
});
