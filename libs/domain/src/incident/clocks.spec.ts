import { describe, expect, it } from '@jest/globals';
import { at } from '../fixtures/event-fixture.js';
import { NOON, ana, changesOf, given, kim, socIncident } from '../fixtures/incident-fixture.js';
import { SHIPPED_SERVICE_LEVELS, serviceLevelsOf } from '../time/service-levels.js';
import type { SupportHours } from '../time/support-hours.js';
import type { Due } from './desk.js';
import { duesOf, scheduled } from './dues.js';
import type { Incident } from './incident.js';
import { SHIPPED_TIMING, type Timing } from './timing.js';

const fired = (incident: Incident, due: Due, timing: Timing = SHIPPED_TIMING) =>
  given(incident, { type: 'PassTime', due }, due.at, timing);
const named = ({ dues }: Incident) =>
  dues.map(({ clock, phase, at: moment }) => `${clock} ${phase} ${moment.slice(11, 16)}`);

describe('the clocks of an incident', () => {
  const opened = socIncident();

  it('warn and run out by its severity', () => {
    expect(named(opened)).toEqual(['first-response warning 15:00', 'first-response due 16:00']);
  });

  it('are those of the next word once it is taken up, and begin anew with each word to the other party', () => {
    const taken = given(opened, { type: 'AcknowledgeIncident', actor: ana });
    expect(taken.dues.map(({ clock }) => clock)).toEqual(['update', 'update']);
    const later = at('2022-03-01T14:00:00Z');
    const say = { type: 'CommentOnIncident', actor: ana, text: 'on it', visibility: 'both' } as const;
    expect(given(taken, say, later).timers.update?.since).toBe(later);
    expect(given(taken, { ...say, visibility: 'own-party' }, later).timers.update?.since).toBe(NOON);
  });

  it('wait for a word only where somebody else has to know', () => {
    const alone = given({ ...opened, informed: null }, { type: 'AcknowledgeIncident', actor: ana });
    expect(alone.dues).toEqual([]);
  });

  it('do not run where no service level does, and take a tenant’s own before the policy’s', () => {
    expect(duesOf({ ...opened, clocks: null }, SHIPPED_TIMING)).toEqual([]);
    const clocks = { microsoft: { B: { firstResponseMinutes: 30, updateMinutes: 60, hours: '24x7' } } } as const;
    const own = { ...SHIPPED_TIMING, levels: serviceLevelsOf({ clocks }) };
    expect(duesOf(opened, own).at(-1)).toEqual({
      clock: 'first-response',
      phase: 'due',
      at: at('2022-03-01T12:30:00Z'),
    });
  });

  it('count the hours of the team that holds it, around the clock for severity A', () => {
    const day = [{ start: '09:00', end: '17:00' }];
    const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
    const office: SupportHours = { timeZone: 'UTC', week, holidays: ['2022-03-02'] };
    const hours = { 'customer/security': office } as const;
    const timing = { ...SHIPPED_TIMING, levels: serviceLevelsOf({ hours }) };
    const clocks = { firstResponseMinutes: 480, updateMinutes: 480, hours: 'support-hours' } as const;
    const theirs: Incident = { ...opened, party: 'customer', queue: 'customer/security', clocks };
    // Five hours are left of Tuesday, Wednesday is a holiday, three are of Thursday.
    expect(duesOf(theirs, timing).at(-1)?.at).toBe(at('2022-03-03T12:00:00Z'));
    const around = { ...theirs, clocks: { ...clocks, hours: '24x7' } } as const;
    expect(duesOf(around, timing).at(-1)?.at).toBe(at('2022-03-01T20:00:00Z'));
  });

  it('stand still while the other party agreed to let it sleep, and not before', () => {
    const until = at('2022-03-02T12:00:00Z');
    const snoozed = given(opened, { type: 'SnoozeIncident', actor: ana, until, reason: 'the vendor comes' });
    expect(named(snoozed)).toContain('first-response due 16:00');
    const agreed = given(snoozed, { type: 'AgreeToSnooze', actor: kim }, at('2022-03-01T13:00:00Z'));
    expect(agreed.dues).toEqual([{ clock: 'snooze', phase: 'due', at: until }]);
    const awake = fired(agreed, agreed.dues[0]!);
    expect(awake.snoozed).toBeNull();
    // Three of four hours were left.
    expect(named(awake)).toContain('first-response due 15:00');
  });
});

describe('a clock that runs out', () => {
  const breach = (incident: Incident) => fired(fired(incident, incident.dues[0]!), incident.dues[1]!);

  it('starts the escalation of its queue once, with the policy of that moment', () => {
    const late = breach(socIncident());
    expect(late).toMatchObject({ timers: { 'first-response': { warned: true, breached: true } } });
    expect(late.escalation?.policy).toEqual(SHIPPED_SERVICE_LEVELS.escalation['microsoft/security-operations']);
    const others = {
      ...SHIPPED_TIMING,
      levels: serviceLevelsOf({
        escalation: { 'microsoft/security-operations': { name: 'other', steps: [], rounds: 1, repeatAfterMinutes: 0 } },
      }),
    };
    expect(scheduled(late, others).escalation?.policy.name).toBe('team-then-managers');
  });

  it('tells step by step, as often as the policy says, and then nobody more', () => {
    let current = breach(socIncident());
    const told: string[] = [];
    for (let [due] = current.dues; due?.clock === 'escalation'; [due] = current.dues) {
      const [change] = changesOf(current, { type: 'PassTime', due }, due.at);
      if (change?.type === 'incident.escalated') told.push(`${due.at.slice(11, 16)} ${String(change.audience)}`);
      current = fired(current, due);
    }
    expect(told).toEqual(['16:00 team', '16:15 managers', '16:45 team', '17:00 managers']);
  });

  it('stops escalating when somebody takes it up', () => {
    const taken = given(breach(socIncident()), { type: 'AcknowledgeIncident', actor: ana });
    expect(taken).toMatchObject({ state: 'acknowledged', escalation: null });
    expect(taken.dues.some(({ clock }) => clock === 'escalation')).toBe(false);
  });

  it('means nothing when somebody acted in the meantime', () => {
    const opened = socIncident();
    const [, due] = opened.dues;
    const taken = given(opened, { type: 'AcknowledgeIncident', actor: ana });
    expect(changesOf(taken, { type: 'PassTime', due: due! }, due!.at)).toEqual([]);
  });
});
