import { describe, expect, it } from '@jest/globals';
import { DirectoryIndex } from '../directory/directory.js';
import type { SourceEvent } from '../event/source-event.js';
import { at, device, deviceSubject, sourceEvent } from '../fixtures/event-fixture.js';
import { inputs } from '../fixtures/policy-fixture.js';
import { noticesOwed } from '../notice/owed.js';
import { route } from '../policy/route.js';
import type { IncidentCommand } from './command.js';
import { isOnlyAbout } from './correlate.js';
import { decide } from './decide.js';
import { evolveAll } from './evolve.js';
import { CLAIMS_KEPT, type Incident, type Sighting } from './incident.js';

const NOW = at('2022-03-01T12:00:00Z');
const LATER = at('2022-03-01T13:00:00Z');
const ID = '01890000-0000-7000-8000-0123456789ab';
const soc = { party: 'microsoft', name: 'ana' } as const;

const known = device();
const directory = new DirectoryIndex();
directory.state = { revision: 1, asOf: NOW, coverage: 'complete', freshForHours: null };
directory.put(known);

const ours = [deviceSubject({ entraId: known.entraId })];
const theirs = [deviceSubject({ entraId: 'ffffffff-0000-0000-0000-000000000000' })];

const sighting = (given: Partial<SourceEvent> = {}): Sighting => {
  const event = sourceEvent(given);
  return { eventId: ID, decisionId: ID, event, decision: route(event, directory, inputs())[0]! };
};
const run = (incident: Incident | null, command: IncidentCommand, now = LATER) => {
  const decided = decide(command, incident, now);
  if (!decided.ok) throw new Error(decided.detail);
  return { changes: decided.changes, incident: evolveAll(incident, decided.changes) };
};
const opened = (given: Partial<SourceEvent> = {}) =>
  run(null, { type: 'OpenIncident', id: ID, sighting: sighting({ subjects: ours, ...given }) }, NOW).incident;

describe('an incident whose owner flips', () => {
  const worked = run(opened(), { type: 'AssignIncident', actor: soc, to: 'ana' }).incident;
  const flipped = sighting({ subjects: theirs, version: '2', severity: 'high' });
  const { changes, incident } = run(worked, {
    type: 'RedecideIncident',
    sighting: flipped,
    because: 'the device was replaced',
  });

  it('is the new owner’s to take up, and no longer anybody’s of the old one', () => {
    expect(incident).toMatchObject({ party: 'customer', queue: 'customer/security', state: 'new', assignee: null });
  });

  it('records who held it and how far they were', () => {
    expect(changes[0]).toMatchObject({
      type: 'incident.handed-over',
      from: { party: 'microsoft', queue: 'microsoft/security-operations', state: 'acknowledged', assignee: 'ana' },
      to: { queue: 'customer/security', clauseId: 'THEIRS' },
      because: 'the device was replaced',
    });
  });

  it('rises in severity by the same decision', () => {
    expect(incident.severity).toBe('A');
  });

  it('owes the new owner an assignment and the old one a recall', () => {
    const owed = changes.flatMap((change) =>
      noticesOwed({ change, before: worked, incident, decision: flipped.decision }, () => ID),
    );
    expect(owed.map(({ kind, queue }) => [kind, queue])).toEqual([
      ['assignment', 'customer/security'],
      ['recall', 'microsoft/security-operations'],
    ]);
  });
});

describe('an incident decided again', () => {
  const redecide = (incident: Incident, given: Partial<SourceEvent>) =>
    run(incident, { type: 'RedecideIncident', sighting: sighting(given), because: 'the directory changed' });

  it('changes nothing when the verdict is the same', () => {
    expect(
      decide({ type: 'RedecideIncident', sighting: sighting({ subjects: ours }), because: '' }, opened(), NOW),
    ).toEqual({ ok: true, changes: [] });
  });

  it('is no longer provisional once the directory knows, and stays where it is', () => {
    const unsure = { ...opened(), clauseId: 'OPEN', provisional: true };
    const { changes, incident } = redecide(unsure, { subjects: ours });
    expect(changes.map(({ type }) => type)).toEqual(['incident.redecided']);
    expect(incident).toMatchObject({ provisional: false, clauseId: 'OURS', state: 'new' });
  });

  it('owes an advisory only to a team that was not told before', () => {
    const told = { ...opened({ subjects: theirs }), informed: null };
    const impacting = sighting({ subjects: theirs, serviceImpact: true });
    const { changes, incident } = run(told, { type: 'RedecideIncident', sighting: impacting, because: '' });
    const owed = (before: Incident) =>
      changes.flatMap((change) => noticesOwed({ change, before, incident, decision: impacting.decision }, () => ID));
    expect(owed(told).map(({ kind, queue }) => [kind, queue])).toEqual([['advisory', 'microsoft/operations']]);
    expect(owed({ ...told, informed: 'microsoft/operations' })).toEqual([]);
  });
});

describe('what an incident is about', () => {
  const join = (incident: Incident, ...ids: string[]) =>
    run(incident, { type: 'JoinEvents', sightings: ids.map((id) => sighting({ id, subjects: ours, version: '2' })) })
      .incident;
  const event = sourceEvent();

  it('is one event however many versions of it come', () => {
    expect(isOnlyAbout(join(opened(), event.id, event.id), event)).toBe(true);
  });

  it('is several once another event joins, and one again when that one leaves', () => {
    const both = join(opened(), 'alert-2');
    expect(isOnlyAbout(both, event)).toBe(false);
    const command = {
      type: 'LetEventGo',
      sighting: sighting({ id: 'alert-2' }),
      to: { id: ID, reference: 'INC-2', party: 'customer' },
      because: '',
    } as const;
    expect(isOnlyAbout(run(both, command).incident, event)).toBe(true);
  });

  it('is no longer listed when there are too many', () => {
    const names = Array.from({ length: CLAIMS_KEPT }, (_, n) => `alert-${n + 2}`);
    expect(join(opened(), ...names).claims).toBeNull();
  });
});

describe('linked incidents', () => {
  const other = { id: '01890000-0000-7000-8000-ffffffffffff', reference: 'INC-OTHER', party: 'customer' } as const;

  it('are linked once, however often they meet', () => {
    const linked = run(opened(), { type: 'LinkIncident', to: other, because: 'halves of one event' }).incident;
    expect(linked.linked).toEqual([other.id]);
    expect(decide({ type: 'LinkIncident', to: other, because: '' }, linked, NOW)).toEqual({ ok: true, changes: [] });
  });

  it('may go on in one of them: the other is closed, says where, and recalls', () => {
    const before = opened();
    const { changes, incident } = run(before, { type: 'ContinueElsewhere', into: other, because: 'It is theirs.' });
    expect(incident).toMatchObject({ state: 'resolved', resolution: { note: expect.stringContaining('INC-OTHER') } });
    const owed = noticesOwed({ change: changes[0]!, before, incident, decision: sighting().decision }, () => ID);
    expect(owed.map(({ kind, queue }) => [kind, queue])).toEqual([['recall', 'microsoft/security-operations']]);
  });
});
