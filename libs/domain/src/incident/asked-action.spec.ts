import { describe, expect, it } from '@jest/globals';
import { at } from '../fixtures/event-fixture.js';
import { NOON, ana, given, kim, socIncident } from '../fixtures/incident-fixture.js';
import { decide } from './decide.js';
import type { Incident } from './incident.js';

const ask = { type: 'RequestAction', actor: ana, action: 'return the device' } as const;
const answer = { type: 'AnswerRequest', actor: kim, text: 'sent it' } as const;

/** Lets everything happen that is due until then, one after the other. */
function until(incident: Incident, end: string): Incident {
  let current = incident;
  for (let [due] = current.dues; due && due.at <= at(end); [due] = current.dues)
    current = given(current, { type: 'PassTime', due }, due.at);
  return current;
}

describe('an action that is asked of the customer', () => {
  const asked = given(socIncident(), ask);

  it('lets the incident wait, taken up, for the team that knows of it', () => {
    expect(asked).toMatchObject({
      state: 'waiting',
      acknowledgedBy: 'microsoft/ana',
      waiting: { of: 'customer/security', requests: 1, closesAt: at('2022-03-03T12:00:00Z') },
    });
  });

  it('goes on with its holder once it is answered', () => {
    expect(given(asked, answer)).toMatchObject({ state: 'acknowledged', waiting: null });
  });

  it('not answered in time lowers the severity one level, floor C, and closes it 48 hours after the last request', () => {
    const worst = given({ ...asked, severity: 'A' }, ask);
    // A has one hour around the clock, B four of the customer's hours from then.
    expect(until(worst, '2022-03-01T12:59:00Z').severity).toBe('A');
    expect(until(worst, '2022-03-01T13:00:00Z').severity).toBe('B');
    const floor = until(worst, '2022-03-01T17:00:00Z');
    expect([floor.severity, floor.waiting?.answerDueAt]).toEqual(['C', null]);
    expect(until(worst, '2022-03-03T11:59:00Z')).toMatchObject({ state: 'waiting', waiting: { closeWarningAt: null } });
    expect(until(worst, '2022-03-03T12:00:00Z')).toMatchObject({ state: 'resolved', severity: 'C', waiting: null });
  });

  it('asked again begins both anew', () => {
    const again = given(asked, ask, at('2022-03-02T12:00:00Z'));
    expect(again.waiting).toMatchObject({ requests: 2, closesAt: at('2022-03-04T12:00:00Z') });
    expect(until(again, '2022-03-04T11:59:00Z').state).toBe('waiting');
  });

  it('lets the update clock stand still, and go on where it was', () => {
    const taken = given(socIncident(), { type: 'AcknowledgeIncident', actor: ana });
    const waits = given(taken, ask, at('2022-03-01T13:00:00Z'));
    expect(waits.timers.update).toMatchObject({ since: null, usedMinutes: 60 });
    const back = given(waits, answer, at('2022-03-01T15:00:00Z'));
    expect(back.timers.update).toMatchObject({ since: at('2022-03-01T15:00:00Z'), usedMinutes: 60 });
  });

  it('is not asked by the customer of itself', () => {
    const theirs: Incident = { ...socIncident(), party: 'customer', queue: 'customer/devices' };
    expect(decide({ ...ask, actor: kim }, theirs, NOON)).toMatchObject({ ok: false, code: 'wrong-state' });
  });

  it('is what events do not raise again by themselves, but worse news does', () => {
    const lowered = until(given({ ...asked, severity: 'B' }, ask), '2022-03-01T16:00:00Z');
    expect(lowered).toMatchObject({ severity: 'C', loweredFrom: 'B' });
  });
});
