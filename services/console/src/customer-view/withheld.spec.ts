import { describe, expect, it } from '@jest/globals';
import type { IncidentDetail } from '@demarc/contracts';
import { NOTHING_WITHHELD, entryKey, withheldEntries, withheldOf } from './withheld.js';

const entry = (revision: number, type = 'incident.commented') =>
  ({ revision, type }) as IncidentDetail['timeline'][number];
const event = (id: string, ...paths: string[]) =>
  ({ id, event: { subjects: paths.map((path) => ({ path })) } }) as unknown as IncidentDetail['events'][number];
const detail = (parts: Partial<IncidentDetail>) =>
  ({ timeline: [], events: [], linked: [], notices: [], ...parts }) as unknown as IncidentDetail;
const named = (...ids: string[]) => ids.map((id) => ({ id })) as never;

describe('what is withheld from a customer', () => {
  it('is nothing where both are sent the same', () => {
    const both = detail({ timeline: [entry(1)], events: [event('e', 'a')], linked: named('l'), notices: named('n') });
    expect(withheldOf(both, both)).toEqual(NOTHING_WITHHELD);
  });

  it('is all of an incident that there is not for them', () => {
    expect(withheldOf(detail({ timeline: [entry(1)] }), null)).toEqual({ ...NOTHING_WITHHELD, whole: true });
  });

  it('is what one is sent and they are not: entries, links, events, notices and devices of the other half', () => {
    const mine = detail({
      timeline: [entry(1), entry(2), entry(2, 'incident.resolved')],
      events: [event('e1', 'a', 'b'), event('e2', 'a')],
      linked: named('l1', 'l2'),
      notices: named('n1', 'n2'),
    });
    const theirs = detail({
      timeline: [entry(1), entry(2, 'incident.resolved')],
      events: [event('e1', 'a')],
      linked: named('l2'),
      notices: named('n1'),
    });
    expect(withheldOf(mine, theirs)).toEqual({
      whole: false,
      entries: new Set(['2 incident.commented']),
      events: new Set(['e2']),
      linked: new Set(['l1']),
      notices: new Set(['n2']),
      subjects: new Set(['e1 b', 'e2 a']),
    });
  });

  it('is told by the entry, wherever in the timeline it stands', () => {
    expect(withheldEntries([entry(3), entry(1)], [entry(1)])).toEqual(new Set([entryKey(entry(3))]));
  });
});
