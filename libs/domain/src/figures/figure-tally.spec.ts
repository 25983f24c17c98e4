import { describe, expect, it } from '@jest/globals';
import { at } from '../fixtures/event-fixture.js';
import { SHIPPED_SERVICE_LEVELS } from '../time/service-levels.js';
import type { FigureChange } from './figure-change.js';
import { FigureTally } from './figure-tally.js';
import { MinutesList } from './minutes-list.js';

const OPERATIONS = 'microsoft/operations';
const DEVICES = 'customer/devices';
const PERIOD = { from: at('2022-03-01T00:00:00Z'), until: at('2022-04-01T00:00:00Z') };
const march = (text: string) => at(`2022-03-${text}:00Z`);
const opened = (text: string): FigureChange => ({
  at: march(text),
  type: 'incident.opened',
  incident: { queue: OPERATIONS, severity: 'B' },
});
const acknowledged = (text: string): FigureChange => ({ at: march(text), type: 'incident.acknowledged' });
const resolved = (text: string, by: 'person' | 'merge' = 'person'): FigureChange => ({
  at: march(text),
  type: 'incident.resolved',
  by,
});
const offer = { from: OPERATIONS, to: DEVICES } as const;
const offered = (text: string): FigureChange => ({ at: march(text), type: 'incident.offered', offer });
const answered = (text: string, answer: 'accepted' | 'refused'): FigureChange => ({
  at: march(text),
  type: `incident.offer-${answer}`,
  offer,
});

function figuresOf(...incidents: readonly (readonly FigureChange[])[]) {
  const tally = new FigureTally(PERIOD);
  for (const changes of incidents) tally.add(changes, SHIPPED_SERVICE_LEVELS);
  return tally.figures();
}
const same = (minutes: number) => ({ median: minutes, p90: minutes });
const NONE = { count: 0, real: null, counted: null };

describe('the figures of a period', () => {
  it('say how long a party took, on the wall and in its own hours', () => {
    // A Friday evening until Monday: MMD operations do not work at the weekend.
    const { microsoft, customer } = figuresOf([
      opened('04T22:00'),
      acknowledged('07T01:00'),
      resolved('07T02:00'),
    ]).parties;
    expect(microsoft.acknowledge).toEqual({ count: 1, real: same(51 * 60), counted: same(3 * 60) });
    expect(microsoft.resolve).toEqual({ count: 1, real: same(52 * 60), counted: same(4 * 60) });
    expect([customer.acknowledge, customer.resolve]).toEqual([NONE, NONE]);
  });

  it('count the time to resolve for who resolved it, and of it only the own minutes', () => {
    const { microsoft, customer } = figuresOf([
      opened('02T10:00'),
      acknowledged('02T10:30'),
      offered('02T11:00'),
      answered('02T11:20', 'accepted'),
      resolved('02T12:00'),
    ]).parties;
    expect(customer).toMatchObject({ acknowledge: NONE, resolve: { count: 1, real: same(120), counted: same(40) } });
    expect(microsoft).toMatchObject({ resolve: NONE, offers: { made: 1, accepted: 1, refused: 0 } });
  });

  it('measure what was moved to a team from then on', () => {
    const to = { queue: DEVICES } as const;
    const { parties, movedByDecision } = figuresOf([
      opened('02T10:00'),
      acknowledged('02T10:30'),
      { at: march('02T11:00'), type: 'incident.handed-over', to },
      acknowledged('02T11:15'),
    ]);
    expect(parties.microsoft.acknowledge).toMatchObject({ count: 1, real: same(30) });
    expect(parties.customer.acknowledge).toMatchObject({ count: 1, real: same(15) });
    expect(movedByDecision).toBe(1);
  });

  it('count a resolution that stands, and once; what goes on elsewhere is none', () => {
    const again: FigureChange = { at: march('02T13:00'), type: 'incident.reopened' };
    const { microsoft } = figuresOf(
      [opened('02T10:00'), resolved('02T12:00'), again],
      [opened('02T10:00'), resolved('02T12:00'), again, acknowledged('02T13:10'), resolved('02T14:00')],
      [opened('02T10:00'), resolved('02T12:00', 'merge')],
    ).parties;
    // Reopened at one, it took an hour more, and the hour in between was nobody's.
    expect(microsoft.resolve).toEqual({ count: 1, real: same(240), counted: same(180) });
    expect(microsoft).toMatchObject({ reopened: 2, acknowledge: { count: 1, real: same(10) } });
  });

  it('count breaches, escalations, refusals and disputes, in the period alone', () => {
    const breached = (text: string): FigureChange => ({
      at: at(text),
      type: 'incident.clock-breached',
      clock: 'first-response',
    });
    const figures = figuresOf([
      { ...opened('01T00:00'), at: at('2022-02-28T10:00:00Z') } as FigureChange,
      breached('2022-02-28T23:59:59Z'),
      breached('2022-03-01T00:00:00Z'),
      { at: march('01T00:00'), type: 'incident.escalation-started' },
      offered('02T10:00'),
      answered('02T11:00', 'refused'),
      { at: march('02T11:00'), type: 'incident.disputed' },
      breached('2022-04-01T00:00:00Z'),
    ]);
    expect(figures).toMatchObject({
      disputes: 1,
      parties: {
        microsoft: {
          breaches: { 'first-response': 1, update: 0 },
          escalations: 1,
          offers: { made: 1, accepted: 0, refused: 1, withdrawn: 0, returned: 0 },
        },
      },
    });
  });
});

it('median and p90 lie between two values in proportion, as in PostgreSQL', () => {
  const list = new MinutesList();
  expect(list.spread()).toBeNull();
  for (let n = 100; n > 0; n -= 1) list.add(n);
  expect(list.count).toBe(100);
  expect(list.spread()!.median).toBeCloseTo(50.5, 9);
  expect(list.spread()!.p90).toBeCloseTo(90.1, 9);
});
