import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, epochMs, instantOf } from '../event/instant.js';
import { ID, NOON, ana, kim, sightingBy } from '../fixtures/incident-fixture.js';
import { QUEUES, partyOf } from '../policy/policy.js';
import { SHIPPED_SERVICE_LEVELS, type ServiceLevels } from '../time/service-levels.js';
import { ALWAYS, type SupportHours, WEEKDAYS } from '../time/support-hours.js';
import type { IncidentCommand } from './command.js';
import { type CustodyChange, bearsOnCustody } from './custody-pieces.js';
import { type CustodyTotals, custodyTotals } from './custody-totals.js';
import { decide } from './decide.js';
import { scheduled } from './dues.js';
import { evolve } from './evolve.js';
import type { Incident } from './incident.js';
import { addMinutes } from './timing.js';

const office = Object.fromEntries(WEEKDAYS.map((day, n) => [day, n < 5 ? [{ start: '09:00', end: '17:00' }] : []]));
const OFFICE = { timeZone: 'Europe/Amsterdam', week: office, holidays: ['2022-03-03'] } as unknown as SupportHours;
const each = (hours: ServiceLevels['hours'][(typeof QUEUES)[number]]): ServiceLevels => ({
  ...SHIPPED_SERVICE_LEVELS,
  hours: Object.fromEntries(QUEUES.map((queue) => [queue, hours])) as ServiceLevels['hours'],
});
const [AROUND_THE_CLOCK, OFFICE_HOURS] = [each(ALWAYS), each(OFFICE)];

const reason = 'because';
const person = fc.constantFrom(ana, kim);
const queue = fc.constantFrom(...QUEUES);
type Ask = (incident: Incident, now: Instant) => IncidentCommand;
const plain = (command: fc.Arbitrary<IncidentCommand>): fc.Arbitrary<Ask> => command.map((asked) => () => asked);
const resolution = { classification: null, determination: null, note: null };

const asked: fc.Arbitrary<Ask> = fc.oneof(
  plain(person.map((actor) => ({ type: 'AcknowledgeIncident', actor }))),
  plain(person.map((actor) => ({ type: 'ResolveIncident', actor, resolution }))),
  plain(person.map((actor) => ({ type: 'ReopenIncident', actor, note: reason }))),
  plain(
    fc.record({
      type: fc.constant('OfferHandover'),
      actor: person,
      offerId: fc.constant(ID),
      to: queue,
      reason: fc.constant(reason),
    }),
  ),
  plain(person.map((actor) => ({ type: 'AcceptOffer', actor, offerId: null }))),
  plain(person.map((actor) => ({ type: 'RefuseOffer', actor, offerId: null, reason }))),
  plain(person.map((actor) => ({ type: 'WithdrawOffer', actor, reason }))),
  plain(fc.record({ type: fc.constant('SettleDispute'), actor: person, to: queue, note: fc.constant(reason) })),
  plain(person.map((actor) => ({ type: 'RequestAction', actor, action: 'restart it' }))),
  plain(person.map((actor) => ({ type: 'AnswerRequest', actor, text: 'done' }))),
  plain(
    fc.record({
      type: fc.constant('SetSeverity'),
      actor: person,
      to: fc.constantFrom('A', 'B', 'C'),
      reason: fc.constant(reason),
    }),
  ),
  fc.tuple(person, fc.integer({ min: 1, max: 4_000 })).map(([actor, minutes]): Ask => (_, now) => ({
    type: 'SnoozeIncident',
    actor,
    until: addMinutes(now, minutes),
    reason,
  })),
  plain(person.map((actor) => ({ type: 'AgreeToSnooze', actor }))),
  plain(person.map((actor) => ({ type: 'WakeIncident', actor, reason }))),
  plain(queue.map((to) => ({ type: 'RedecideIncident', sighting: sightingBy({ queue: to }), because: reason }))),
  plain(queue.map((to) => ({ type: 'JoinEvents', sightings: [sightingBy({ queue: to }, { severity: 'high' })] }))),
  fc.constant<Ask>(({ dues: [due] }) => ({ type: 'PassTime', due: due ?? { clock: 'offer', phase: 'due', at: NOON } })),
) as fc.Arbitrary<Ask>;

const histories = fc.array(fc.tuple(fc.integer({ min: 0, max: 2_000 }), asked), { minLength: 1, maxLength: 25 });
type History = readonly (readonly [minutes: number, ask: Ask])[];

/** A history as it happens: its changes, and the incident as it was over each stretch of time. */
function lived(history: History, levels: ServiceLevels) {
  const timing = { levels, clocksOfPolicy: () => null };
  const changes: CustodyChange[] = [];
  const stretches: { readonly incident: Incident; readonly from: Instant; readonly until: Instant }[] = [];
  let incident: Incident | null = null;
  let now = NOON;
  const carryOut = (command: IncidentCommand) => {
    const decided = decide(command, incident, now, timing);
    for (const change of decided.ok ? decided.changes : []) {
      incident = scheduled(evolve(incident, change), timing);
      if (bearsOnCustody(change)) changes.push(change);
    }
    return incident!;
  };
  carryOut({ type: 'OpenIncident', id: ID, sighting: sightingBy({ queue: 'microsoft/operations' }) });
  for (const [minutes, ask] of history) {
    const from = now;
    now = addMinutes(now, minutes);
    stretches.push({ incident: incident!, from, until: now });
    carryOut(ask(incident!, now));
  }
  return { changes, stretches, now };
}

const lengthOf = ({ from, until }: { from: Instant; until: Instant }) => (epochMs(until) - epochMs(from)) / 60_000;
const sumOf = ({ microsoftMinutes, customerMinutes, inTransitMinutes }: CustodyTotals) =>
  microsoftMinutes + customerMinutes + inTransitMinutes;
const whoHas = ({ waiting, offer, queue: held }: Incident) =>
  waiting ? partyOf(waiting.of) : offer ? 'in-transit' : partyOf(held);

describe('the three totals of any history', () => {
  it('are, around the clock, the time that the incident was open and not snoozed by agreement', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { changes, stretches, now } = lived(history, AROUND_THE_CLOCK);
        const expected = { microsoft: 0, customer: 0, 'in-transit': 0 };
        for (const { incident, from, until } of stretches) {
          if (incident.state === 'resolved') continue;
          const { snoozed } = incident;
          const awakeFrom = snoozed?.agreedBy && snoozed.until > from ? snoozed.until : from;
          if (awakeFrom < until) expected[whoHas(incident)] += lengthOf({ from: awakeFrom, until });
        }
        const totals = custodyTotals(changes, AROUND_THE_CLOCK, now);
        expect([totals.microsoftMinutes, totals.customerMinutes, totals.inTransitMinutes]).toEqual([
          expected.microsoft,
          expected.customer,
          expected['in-transit'],
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('never fall as time goes on, and are what their stretches say', () => {
    fc.assert(
      fc.property(histories, fc.nat(20_000), fc.nat(20_000), (history, sooner, more) => {
        const { changes } = lived(history, OFFICE_HOURS);
        const nows = [sooner, sooner + more].map((minutes) => instantOf(epochMs(NOON) + minutes * 60_000));
        const [before, after] = nows.map((now) => custodyTotals(changes, OFFICE_HOURS, now)) as [
          ReturnType<typeof custodyTotals>,
          ReturnType<typeof custodyTotals>,
        ];
        for (const name of ['microsoftMinutes', 'customerMinutes', 'inTransitMinutes'] as const) {
          expect(before[name]).toBeGreaterThanOrEqual(0);
          expect(after[name] - before[name]).toBeGreaterThan(-1e-6);
        }
        const { segments } = after;
        expect(segments.reduce((sum, { countedMinutes }) => sum + countedMinutes, 0)).toBeCloseTo(sumOf(after), 6);
        segments.forEach(({ from, countedMinutes, paused, ...segment }, n) => {
          if (n > 0) expect(from >= segments[n - 1]!.until).toBe(true);
          const pausedMinutes = paused.reduce((sum, pause) => sum + lengthOf(pause), 0);
          expect(countedMinutes + pausedMinutes).toBeCloseTo(lengthOf({ from, ...segment }), 6);
        });
      }),
      { numRuns: 300 },
    );
  });
});
