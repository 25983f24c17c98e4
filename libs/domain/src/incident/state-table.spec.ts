import { describe, expect, it } from '@jest/globals';
import { ID, NOON, ana, given, kim, sightingBy, socIncident } from '../fixtures/incident-fixture.js';
import { at } from '../fixtures/event-fixture.js';
import { ALLOWED_FROM, type IncidentCommand, type IncidentCommandType } from './command.js';
import { decide } from './decide.js';
import { INCIDENT_STATES, type Incident } from './incident.js';

const resolution = { classification: 'truePositive', determination: 'malware', note: null };
const named = { id: '01890000-0000-7000-8000-ffffffffffff', reference: 'INC-OTHER', party: 'microsoft' } as const;
const sighting = sightingBy({ queue: 'microsoft/security-operations' });
const TO = 'microsoft/operations';
const reason = 'because';

const OPENED = socIncident();
const OFFERED = given(OPENED, { type: 'OfferHandover', actor: ana, offerId: ID, to: 'customer/security', reason });
const SNOOZED = given(OPENED, { type: 'SnoozeIncident', actor: ana, until: at('2022-03-02T12:00:00Z'), reason });
const IN_STATE: Readonly<Record<string, Incident>> = {
  new: OPENED,
  acknowledged: given(OPENED, { type: 'AcknowledgeIncident', actor: ana }),
  waiting: given(OPENED, { type: 'RequestAction', actor: ana, action: 'reinstall it' }),
  resolved: given(OPENED, { type: 'ResolveIncident', actor: ana, resolution }),
};
const [due] = OPENED.dues;
const OTHER: Incident = { ...OPENED, ...named, eventCount: 3 };

/** A command of each type, with what else must hold of an incident for it to be carried out. */
const CASES: Record<IncidentCommandType, readonly [IncidentCommand, Partial<Incident>?]> = {
  OpenIncident: [{ type: 'OpenIncident', id: ID, sighting }],
  JoinEvents: [{ type: 'JoinEvents', sightings: [sighting] }],
  RedecideIncident: [{ type: 'RedecideIncident', sighting, because: reason }],
  LetEventGo: [{ type: 'LetEventGo', sighting, to: named, because: reason }],
  ContinueElsewhere: [{ type: 'ContinueElsewhere', into: named, because: reason }],
  LinkIncident: [{ type: 'LinkIncident', to: named, because: reason }],
  FlagServiceImpact: [{ type: 'FlagServiceImpact', actor: kim, impact: 'yes', note: null }],
  AcknowledgeIncident: [
    { type: 'AcknowledgeIncident', actor: ana },
    { escalation: { ...({} as NonNullable<Incident['escalation']>), clock: 'update' } },
  ],
  ClaimIncident: [{ type: 'ClaimIncident', actor: ana }],
  AssignIncident: [{ type: 'AssignIncident', actor: ana, to: 'lee' }],
  CommentOnIncident: [{ type: 'CommentOnIncident', actor: kim, text: 'hm', visibility: 'both' }],
  ResolveIncident: [{ type: 'ResolveIncident', actor: ana, resolution }],
  ReopenIncident: [{ type: 'ReopenIncident', actor: kim, note: reason }],
  OfferHandover: [{ type: 'OfferHandover', actor: ana, offerId: ID, to: TO, reason }],
  AcceptOffer: [{ type: 'AcceptOffer', actor: kim, offerId: null }, { offer: OFFERED.offer }],
  RefuseOffer: [{ type: 'RefuseOffer', actor: kim, offerId: ID, reason }, { offer: OFFERED.offer }],
  WithdrawOffer: [{ type: 'WithdrawOffer', actor: ana, reason }, { offer: OFFERED.offer }],
  SettleDispute: [{ type: 'SettleDispute', actor: kim, to: TO, note: reason }, { disputedAt: NOON }],
  EngageCustomer: [{ type: 'EngageCustomer', actor: ana, note: reason }, { internal: true }],
  RequestAction: [{ type: 'RequestAction', actor: ana, action: 'reinstall it' }],
  AnswerRequest: [{ type: 'AnswerRequest', actor: kim, text: 'done' }],
  SetSeverity: [{ type: 'SetSeverity', actor: ana, to: 'C', reason }],
  SnoozeIncident: [{ type: 'SnoozeIncident', actor: ana, until: at('2022-03-02T12:00:00Z'), reason }],
  AgreeToSnooze: [{ type: 'AgreeToSnooze', actor: kim }, { snoozed: SNOOZED.snoozed }],
  WakeIncident: [{ type: 'WakeIncident', actor: ana, reason }, { snoozed: SNOOZED.snoozed }],
  MergeIncident: [{ type: 'MergeIncident', actor: ana, into: OTHER, reason }],
  AbsorbIncident: [{ type: 'AbsorbIncident', actor: ana, from: OTHER, reason }],
  SplitIncident: [{ type: 'SplitIncident', actor: ana, id: ID, claims: ['a'], count: 1, reason }, { eventCount: 2 }],
  PassTime: [{ type: 'PassTime', due: due! }],
};

describe('the table of states', () => {
  it.each(Object.entries(ALLOWED_FROM))('allows %s only from %j', (type, states) => {
    const [command, situation] = CASES[type as IncidentCommandType];
    for (const state of [null, ...INCIDENT_STATES]) {
      const incident = state ? { ...IN_STATE[state]!, ...situation } : null;
      const allowed = (states as readonly string[]).includes(state ?? 'absent');
      expect({ type, state, ok: decide(command, incident, NOON).ok }).toEqual({ type, state, ok: allowed });
    }
  });

  it('has each state reached by a command, and one of each named after it', () => {
    expect(Object.entries(IN_STATE).map(([name, { state }]) => [name, state])).toEqual(
      INCIDENT_STATES.map((state) => [state, state]),
    );
  });
});
