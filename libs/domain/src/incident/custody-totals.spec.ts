import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../event/instant.js';
import { at } from '../fixtures/event-fixture.js';
import { ID, ana, changesOf, given, kim, sightingBy } from '../fixtures/incident-fixture.js';
import type { Queue } from '../policy/policy.js';
import { SHIPPED_SERVICE_LEVELS, type ServiceLevels } from '../time/service-levels.js';
import { type SupportHours, WEEKDAYS } from '../time/support-hours.js';
import type { IncidentCommand } from './command.js';
import { type CustodyChange, bearsOnCustody } from './custody-pieces.js';
import { custodyTotals } from './custody-totals.js';
import type { Incident } from './incident.js';

type Step = readonly [at: string, command: IncidentCommand];

const OPERATIONS = 'microsoft/operations';
const DEVICES = 'customer/devices';
const reason = 'because';
const resolution = { classification: null, determination: null, note: null };
const nightShift = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ start: '00:00', end: '06:00' }]]));
const NIGHTS = { timeZone: 'Europe/Amsterdam', week: nightShift, holidays: ['2022-12-26'] } as unknown as SupportHours;
const LEVELS: ServiceLevels = {
  ...SHIPPED_SERVICE_LEVELS,
  hours: { ...SHIPPED_SERVICE_LEVELS.hours, [DEVICES]: NIGHTS },
};

const open = (queue: Queue): IncidentCommand => ({
  type: 'OpenIncident',
  id: ID,
  sighting: sightingBy({ queue, inform: { queue: DEVICES, when: 'always' } }),
});
const offer = (to: Queue): IncidentCommand => ({ type: 'OfferHandover', actor: ana, offerId: ID, to, reason });
const accept: IncidentCommand = { type: 'AcceptOffer', actor: kim, offerId: null };
const refuse: IncidentCommand = { type: 'RefuseOffer', actor: kim, offerId: null, reason };
const ask: IncidentCommand = { type: 'RequestAction', actor: ana, action: 'restart it' };
const answer: IncidentCommand = { type: 'AnswerRequest', actor: kim, text: 'done' };
const snooze = (until: string): IncidentCommand => ({ type: 'SnoozeIncident', actor: ana, until: at(until), reason });
const agree: IncidentCommand = { type: 'AgreeToSnooze', actor: kim };
const resolve: IncidentCommand = { type: 'ResolveIncident', actor: ana, resolution };
const reopen: IncidentCommand = { type: 'ReopenIncident', actor: kim, note: reason };

function totalsOf(steps: readonly Step[], now: string) {
  const timing = { levels: LEVELS, clocksOfPolicy: () => null };
  const changes: CustodyChange[] = [];
  let incident: Incident | null = null;
  for (const [time, command] of steps) {
    for (const change of changesOf(incident, command, at(time), timing)) {
      if (bearsOnCustody(change)) changes.push(change);
    }
    incident = given(incident, command, at(time), timing);
  }
  return custodyTotals(changes, LEVELS, at(now));
}

const hours = (steps: readonly Step[], now: string): readonly number[] => {
  const { microsoftMinutes, customerMinutes, inTransitMinutes } = totalsOf(steps, now);
  return [microsoftMinutes / 60, customerMinutes / 60, inTransitMinutes / 60];
};

describe('whose time an incident took', () => {
  // 2022-03-04 is a Friday. Hours of Microsoft, of the customer, and in transit.
  it.each<readonly [string, readonly Step[], string, readonly number[]]>([
    [
      'counts no weekend of MMD operations',
      [['2022-03-04T22:00:00Z', open(OPERATIONS)]],
      '2022-03-07T03:00:00Z',
      [5, 0, 0],
    ],
    [
      'counts the weekend of the SOC',
      [['2022-03-04T22:00:00Z', open('microsoft/security-operations')]],
      '2022-03-07T03:00:00Z',
      [53, 0, 0],
    ],
    [
      'counts the weekend for severity A, from when it was set',
      [
        ['2022-03-04T22:00:00Z', open(OPERATIONS)],
        ['2022-03-06T20:00:00Z', { type: 'SetSeverity', actor: ana, to: 'A', reason }],
      ],
      '2022-03-07T03:00:00Z',
      [9, 0, 0],
    ],
    [
      'counts a night on which clocks go on as long as it is',
      [['2022-03-26T12:00:00Z', open(DEVICES)]],
      '2022-03-27T12:00:00Z',
      [0, 5, 0],
    ],
    ['and one on which they go back', [['2022-10-29T12:00:00Z', open(DEVICES)]], '2022-10-30T12:00:00Z', [0, 7, 0]],
    ['counts no holiday', [['2022-12-25T12:00:00Z', open(DEVICES)]], '2022-12-27T12:00:00Z', [0, 6, 0]],
    [
      'is in transit while an offer waits, in the hours of its receiver, and then the receiver has it',
      [
        ['2022-03-02T12:00:00Z', open(OPERATIONS)],
        ['2022-03-02T20:00:00Z', offer(DEVICES)],
        ['2022-03-03T02:00:00Z', accept],
      ],
      '2022-03-03T12:00:00Z',
      [8, 3, 3],
    ],
    [
      'goes on with the giver when it is refused',
      [
        ['2022-03-02T12:00:00Z', open(OPERATIONS)],
        ['2022-03-02T20:00:00Z', offer(DEVICES)],
        ['2022-03-03T02:00:00Z', refuse],
      ],
      '2022-03-03T12:00:00Z',
      [18, 0, 3],
    ],
    [
      'is the time of the customer while it is asked for something, offered or not',
      [
        ['2022-03-02T12:00:00Z', open(OPERATIONS)],
        ['2022-03-02T14:00:00Z', ask],
        ['2022-03-03T00:00:00Z', offer('microsoft/security-operations')],
        ['2022-03-03T02:00:00Z', answer],
      ],
      '2022-03-03T03:00:00Z',
      [2, 3, 1],
    ],
    [
      'goes on in a snooze until it is agreed, and from its end even when nobody woke it',
      [
        ['2022-03-02T12:00:00Z', open(OPERATIONS)],
        ['2022-03-02T13:00:00Z', snooze('2022-03-02T20:00:00Z')],
        ['2022-03-02T15:00:00Z', agree],
      ],
      '2022-03-02T22:00:00Z',
      [5, 0, 0],
    ],
    [
      'goes on when it is woken before',
      [
        ['2022-03-02T12:00:00Z', open(OPERATIONS)],
        ['2022-03-02T13:00:00Z', snooze('2022-03-02T20:00:00Z')],
        ['2022-03-02T13:00:00Z', agree],
        ['2022-03-02T16:00:00Z', { type: 'WakeIncident', actor: ana, reason }],
      ],
      '2022-03-02T17:00:00Z',
      [2, 0, 0],
    ],
    [
      'stands still while it is resolved, and goes on when it is reopened',
      [
        ['2022-03-02T12:00:00Z', open(OPERATIONS)],
        ['2022-03-02T13:00:00Z', resolve],
        ['2022-03-02T20:00:00Z', reopen],
      ],
      '2022-03-02T22:00:00Z',
      [3, 0, 0],
    ],
  ])('%s', (_, steps, now, expected) => {
    expect(hours(steps, now)).toEqual(expected);
  });

  it('says of each stretch who had it, why, and what of it did not count', () => {
    const { segments } = totalsOf(
      [
        ['2022-03-04T20:00:00Z', open(OPERATIONS)],
        ['2022-03-04T21:00:00Z', snooze('2022-03-04T23:00:00Z')],
        ['2022-03-04T22:00:00Z', agree],
        ['2022-03-07T02:00:00Z', offer(DEVICES)],
      ],
      '2022-03-07T03:00:00Z',
    );
    const moment = (text: string): Instant => at(`2022-03-${text}:00:00Z`);
    expect(segments).toEqual([
      {
        from: moment('04T20'),
        until: moment('07T02'),
        who: 'microsoft',
        why: 'held',
        queue: OPERATIONS,
        countedMinutes: 5 * 60,
        paused: [
          { from: moment('04T22'), until: moment('04T23'), why: 'snoozed' },
          { from: moment('05T00'), until: moment('07T00'), why: 'outside-support-hours' },
        ],
      },
      {
        from: moment('07T02'),
        until: moment('07T03'),
        who: 'in-transit',
        why: 'offered',
        queue: DEVICES,
        countedMinutes: 60,
        paused: [],
      },
    ]);
  });
});
