import { expect, test } from '@jest/globals';
import type { IncidentMessage } from '@demarc/contracts';
import { isNews } from './news.js';

const message = (what: string, incident: object): IncidentMessage =>
  ({
    what,
    incident: { party: 'microsoft', queue: 'microsoft/security', offer: null, waiting: null, ...incident },
  }) as never;

test.each([
  ['opened', {}, true, false],
  ['opened', { party: 'customer' }, false, true],
  ['clock-breached', {}, true, false],
  ['offered', { offer: { to: 'customer/security' } }, false, true],
  ['action-requested', { waiting: { of: 'customer/operations' } }, false, true],
  ['commented', {}, false, false],
  ['acknowledged', { party: 'customer' }, false, false],
])('%s %j is told to Microsoft: %s, to the customer: %s', (what, incident, microsoft, customer) => {
  const news = message(what, incident);
  expect([isNews(news, 'microsoft'), isNews(news, 'customer')]).toEqual([microsoft, customer]);
});
