import { describe, expect, it } from '@jest/globals';
import { ID, NOON, ana, changesOf, given, kim, socIncident } from '../fixtures/incident-fixture.js';
import type { IncidentCommand } from '../incident/command.js';
import { evolve } from '../incident/evolve.js';
import type { Incident } from '../incident/incident.js';
import { noticesOwed } from './owed.js';

const SOC = 'microsoft/security-operations';
const CUSTOMER = 'customer/security';

/** What a command owes, as `kind queue`. */
function owed(incident: Incident, command: IncidentCommand): readonly string[] {
  let current = incident;
  return changesOf(incident, command, NOON).flatMap((change) => {
    const before = current;
    current = evolve(before, change);
    const notices = noticesOwed({ change, before, incident: current, decision: null }, () => ID);
    return notices.map(({ kind, queue }) => `${kind} ${queue}`);
  });
}

const resolution = { classification: null, determination: null, note: 'cleaned' };
const reason = 'because';

describe('what people do is told to whom it concerns', () => {
  const held = socIncident();
  it.each<[IncidentCommand, readonly string[]]>([
    [{ type: 'CommentOnIncident', actor: ana, text: 'found it', visibility: 'both' }, [`update ${CUSTOMER}`]],
    [{ type: 'CommentOnIncident', actor: kim, text: 'thanks', visibility: 'both' }, [`update ${SOC}`]],
    [{ type: 'CommentOnIncident', actor: ana, text: 'hm', visibility: 'own-party' }, []],
    [{ type: 'AcknowledgeIncident', actor: ana }, []],
    [{ type: 'ResolveIncident', actor: ana, resolution }, [`resolution ${CUSTOMER}`]],
    [{ type: 'RequestAction', actor: ana, action: 'return it' }, [`request ${CUSTOMER}`]],
    [{ type: 'SetSeverity', actor: ana, to: 'C', reason }, [`update ${CUSTOMER}`]],
    [
      { type: 'SnoozeIncident', actor: ana, until: '2022-03-02T00:00:00.0000000Z' as never, reason },
      [`update ${CUSTOMER}`],
    ],
    [
      { type: 'OfferHandover', actor: ana, offerId: ID, to: 'microsoft/operations', reason },
      ['offer microsoft/operations'],
    ],
  ])('%j', (command, expected) => {
    expect(owed(held, command)).toEqual(expected);
  });

  it('and what nobody of the holder did, to the holder too', () => {
    const asked = given(held, { type: 'RequestAction', actor: ana, action: 'return it' });
    const due = asked.dues.find(({ clock, phase }) => clock === 'close' && phase === 'due')!;
    expect(owed(asked, { type: 'PassTime', due })).toEqual([`resolution ${CUSTOMER}`, `resolution ${SOC}`]);
  });
});

describe('an incident that is internal to Microsoft', () => {
  const internal: Incident = socIncident({ serviceRaised: true });

  it('is told to the customer only once it is engaged', () => {
    expect(internal).toMatchObject({ internal: true, informed: CUSTOMER });
    expect(owed(internal, { type: 'CommentOnIncident', actor: ana, text: 'x', visibility: 'both' })).toEqual([]);
    expect(owed(internal, { type: 'EngageCustomer', actor: ana, note: reason })).toEqual([`advisory ${CUSTOMER}`]);
  });

  it('engages it by asking it for something, or by offering it', () => {
    expect(owed(internal, { type: 'RequestAction', actor: ana, action: 'look' })).toEqual([
      `advisory ${CUSTOMER}`,
      `request ${CUSTOMER}`,
    ]);
    const offer = { type: 'OfferHandover', actor: ana, offerId: ID, to: 'customer/devices', reason } as const;
    expect(owed(internal, offer)).toEqual([`advisory ${CUSTOMER}`, 'offer customer/devices']);
  });
});
