import { describe, expect, it } from '@jest/globals';
import { anIncident, minute } from '../../fixtures/an-incident.js';
import { anOfferedIncident } from '../../fixtures/an-offer.js';
import { type Situation, overBecause } from './standing.js';

const situation = (more: Partial<Situation>): Situation => ({
  command: 'acknowledge',
  details: null,
  acknowledgement: null,
  incident: anIncident(),
  offerEnd: null,
  ...more,
});

describe('an offer', () => {
  const incident = anOfferedIncident();
  const { id: offerId, by, from, to, reason, dueAt } = incident.offer;
  const details = { of: 'offer', offerId, by, from, to, reason, dueAt } as const;
  it('can be answered while it stands', () => {
    expect(overBecause(situation({ command: 'accept', details, incident }))).toBeNull();
    expect(overBecause(situation({ command: 'refuse', details, incident }))).toBeNull();
  });
  it('is over when it was answered, or the incident is elsewhere or closed', () => {
    const end = { answer: 'accepted', by: 'customer/lee', at: minute(5) } as const;
    const gone = { ...incident, offer: null };
    expect(overBecause(situation({ command: 'accept', details, incident: gone, offerEnd: end }))).toEqual({
      why: 'offer-ended',
      end,
    });
    expect(overBecause(situation({ command: 'refuse', details, incident: gone }))).toEqual({ why: 'moved', to: from });
    const another = { ...incident, offer: { ...incident.offer, id: incident.id } };
    expect(overBecause(situation({ command: 'accept', details, incident: another }))).toMatchObject({ why: 'moved' });
    const closed = { ...gone, state: 'resolved', resolvedAt: minute(6) } as const;
    expect(overBecause(situation({ command: 'accept', details, incident: closed }))).toMatchObject({ why: 'resolved' });
  });
});

describe('taking up', () => {
  it('can be done while nobody did, and again to stop an escalation', () => {
    expect(overBecause(situation({}))).toBeNull();
    const taken = anIncident({ state: 'acknowledged', acknowledgedBy: 'customer/lee' });
    expect(overBecause(situation({ incident: taken }))).toEqual({ why: 'taken-up', by: 'customer/lee' });
  });
  it('is over when another party has it', () => {
    const incident = anIncident({ party: 'microsoft', queue: 'microsoft/operations' });
    expect(overBecause(situation({ incident }))).toEqual({ why: 'moved', to: 'microsoft/operations' });
  });
});

it('what was asked can be answered until something else is', () => {
  const details = {
    of: 'request',
    by: 'microsoft/alex',
    action: 'restart it',
    answerDueAt: null,
    closesAt: minute(9),
  } as const;
  const waiting = {
    action: 'restart it',
    by: 'microsoft/alex',
    of: 'customer/devices',
    at: minute(0),
    requests: 1,
    answerDueAt: null,
    closeWarningAt: null,
    closesAt: minute(9),
  } as const;
  expect(overBecause(situation({ command: 'answer', details, incident: anIncident({ waiting }) }))).toBeNull();
  for (const now of [null, { ...waiting, action: 'send the logs' }])
    expect(overBecause(situation({ command: 'answer', details, incident: anIncident({ waiting: now }) }))).toEqual({
      why: 'not-asked',
    });
});

it('a notice can be acknowledged once, also one about no incident', () => {
  const notice = situation({ command: 'acknowledge-notice', incident: null });
  expect(overBecause(notice)).toBeNull();
  const acknowledgement = { at: minute(1), by: 'customer/lee', through: 'http' } as const;
  expect(overBecause({ ...notice, acknowledgement })).toEqual({ why: 'known', acknowledgement });
});
