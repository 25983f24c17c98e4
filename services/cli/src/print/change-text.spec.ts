import type { IncidentChange } from '@demarc/domain';
import { expect, it } from '@jest/globals';
import { at } from '../sample.fixture.js';
import { changeText } from './change-text.js';

const now = at('10:00:00');
const told = (change: object): string =>
  changeText({ at: now, actor: { party: 'demarc', name: 'demarc' }, ...change } as IncidentChange);
const to = {
  queue: 'customer/security',
  clauseId: 'CU-6',
  policyVersion: '2021-08-08',
  provisional: false,
  review: ['conflict'],
  informed: 'microsoft/operations',
};
const other = { to: 'id', reference: 'INC-1F9SN-8R390' };

it.each([
  [
    {
      type: 'incident.handed-over',
      from: { queue: 'microsoft/operations', assignee: 'alex' },
      to,
      because: 'The directory changed (revision 2)',
    },
    'handed over from microsoft/operations (alex had it) to customer/security, by CU-6: the directory changed (revision 2)',
  ],
  [
    {
      type: 'incident.redecided',
      from: { clauseId: 'CU-6', policyVersion: '2021-08-08', provisional: true, informed: null },
      to,
      because: 'A newer version of event x was decided',
    },
    'decided again, the owner stays: it is settled; microsoft/operations is told; to be looked at: conflict; a newer version of event x was decided',
  ],
  [
    { type: 'incident.event-left', eventId: 'e', claim: 'c', ...other, because: 'The directory changed (revision 2)' },
    'one event left for INC-1F9SN-8R390: the directory changed (revision 2)',
  ],
  [
    { type: 'incident.linked', ...other, party: 'customer', because: 'halves of one event' },
    "linked to INC-1F9SN-8R390, which is the customer's: halves of one event",
  ],
  [
    { type: 'incident.service-impact-flagged', impact: 'yes', note: 'the whole floor is out' },
    'said that it may impact the service: the whole floor is out',
  ],
  [{ type: 'incident.service-impact-flagged', impact: 'no', note: null }, 'said that it does not impact the service'],
])('%# says what happened in words', (change, words) => {
  expect(told(change)).toBe(words);
});
