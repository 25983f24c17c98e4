import { describe, expect, it } from '@jest/globals';
import { at } from '../fixtures/event-fixture.js';
import { ID, NOON, ana, changesOf, given, kim, sightingBy, socIncident } from '../fixtures/incident-fixture.js';
import { noticesOwed } from '../notice/owed.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import type { Incident } from './incident.js';

const TO = 'customer/devices';
const FROM = 'microsoft/security-operations';
const offer = { type: 'OfferHandover', actor: ana, offerId: ID, to: TO, reason: 'left MMD' } as const;
const offered = given(socIncident(), offer);
const accept = { type: 'AcceptOffer', actor: kim, offerId: ID } as const;
const refuse = { type: 'RefuseOffer', actor: kim, offerId: ID, reason: 'it is enrolled' } as const;

const due = (incident: Incident, clock: string, phase: string) =>
  incident.dues.find((one) => one.clock === clock && one.phase === phase)!;
const told = (incident: Incident, command: Parameters<typeof changesOf>[1], now = NOON) => {
  let current = incident;
  return changesOf(incident, command, now).flatMap((change) => {
    const before = current;
    current = evolve(before, change);
    return noticesOwed({ change, before, incident: current, decision: null }, () => ID).map(
      ({ kind, queue, audience }) => [kind, queue, audience],
    );
  });
};

describe('an offer of handover', () => {
  it('leaves the incident with its giver until somebody accepts', () => {
    expect(offered).toMatchObject({ queue: FROM, party: 'microsoft', offer: { to: TO, by: 'microsoft/ana' } });
    expect(told(socIncident(), offer)).toEqual([['offer', TO, 'team']]);
  });

  it('accepted, moves custody to whoever accepted, taken up, and the giver stays informed', () => {
    expect(given(offered, accept)).toMatchObject({
      queue: TO,
      party: 'customer',
      state: 'acknowledged',
      acknowledgedBy: 'customer/kim',
      informed: FROM,
      decidedQueue: FROM,
      offer: null,
    });
    expect(told(offered, accept)).toEqual([['offer-answer', FROM, 'team']]);
  });

  it('is answered by its receiver alone, and only the offer that stands', () => {
    expect(decide({ ...accept, actor: ana }, offered, NOON)).toMatchObject({ ok: false, code: 'not-owner' });
    expect(decide({ ...accept, offerId: 'another' }, offered, NOON)).toMatchObject({ ok: false, code: 'wrong-state' });
    expect(decide({ ...offer, to: 'customer/other' }, offered, NOON)).toMatchObject({ ok: false, code: 'wrong-state' });
  });

  it('refused twice, goes to the managers of both parties and is offered no more', () => {
    const once = given(offered, refuse);
    expect(once).toMatchObject({ queue: FROM, offer: null, refusals: 1, disputedAt: null });
    const again = given(once, offer);
    expect(told(again, refuse)).toEqual([
      ['offer-answer', FROM, 'team'],
      ['escalation', FROM, 'managers'],
      ['escalation', TO, 'managers'],
    ]);
    const disputed = given(again, refuse);
    expect(decide(offer, disputed, NOON)).toMatchObject({ ok: false, code: 'disputed' });
    const settled = given(disputed, { type: 'SettleDispute', actor: kim, to: TO, note: 'ours' });
    expect(settled).toMatchObject({ queue: TO, state: 'new', disputedAt: null, refusals: 0 });
  });

  it('that nobody answers is told to the receiver’s managers, and then returns', () => {
    // Severity B waits for 120 minutes of the receiver's hours.
    expect(offered.offer).toMatchObject({ escalateAt: at('2022-03-01T13:00:00Z'), dueAt: at('2022-03-01T14:00:00Z') });
    const half = { type: 'PassTime', due: due(offered, 'offer', 'warning') } as const;
    expect(told(offered, half, half.due.at)).toEqual([['escalation', TO, 'managers']]);
    const waited = given(offered, half, half.due.at);
    expect(waited.offer?.escalateAt).toBeNull();
    const over = { type: 'PassTime', due: due(waited, 'offer', 'due') } as const;
    expect(told(waited, over, over.due.at)).toEqual([
      ['offer-answer', FROM, 'team'],
      ['offer-answer', TO, 'team'],
    ]);
    expect(given(waited, over, over.due.at)).toMatchObject({ queue: FROM, offer: null, refusals: 0 });
  });

  it('that was accepted is not undone by deciding the same again, nor by a correction', () => {
    const accepted = given(offered, accept);
    for (const queue of [FROM, 'microsoft/operations', 'customer/security'] as const) {
      const redecide = { type: 'RedecideIncident', sighting: sightingBy({ queue }), because: 'a correction' } as const;
      expect(given(accepted, redecide)).toMatchObject({ queue: TO, state: 'acknowledged', decidedQueue: queue });
    }
  });
});
