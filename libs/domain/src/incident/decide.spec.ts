import { describe, expect, it } from '@jest/globals';
import { DirectoryIndex } from '../directory/directory.js';
import type { SourceEvent } from '../event/source-event.js';
import { at, sourceEvent } from '../fixtures/event-fixture.js';
import { clause, inputs, policyFixture } from '../fixtures/policy-fixture.js';
import { route } from '../policy/route.js';
import type { IncidentCommand } from './command.js';
import { decide } from './decide.js';
import { evolveAll } from './evolve.js';
import type { Incident, Sighting } from './incident.js';

const NOW = at('2022-03-01T12:00:00Z');
const ID = '01890000-0000-7000-8000-0123456789ab';

const policy = policyFixture({ clauses: [clause({ id: 'ALL' })] });

const sighting = (given: Partial<SourceEvent> = {}): Sighting => {
  const event = sourceEvent(given);
  return { eventId: ID, decisionId: ID, event, decision: route(event, new DirectoryIndex(), inputs(policy))[0]! };
};

const after = (incident: Incident | null, command: IncidentCommand): Incident => {
  const decided = decide(command, incident, NOW);
  if (!decided.ok) throw new Error(decided.detail);
  return evolveAll(incident, decided.changes);
};

const opened = (given: Partial<SourceEvent> = {}) =>
  after(null, { type: 'OpenIncident', id: ID, sighting: sighting(given) });
const customer = { party: 'customer', name: 'kim' } as const;
const resolution = { classification: 'truePositive', determination: 'malware', note: null };

describe('an incident', () => {
  it('is acknowledged, assigned and resolved by the party that holds it, and commented by both', () => {
    const microsoft = { party: 'microsoft', name: 'ana' } as const;
    for (const type of ['AcknowledgeIncident', 'ResolveIncident'] as const) {
      expect(decide({ type, actor: microsoft, resolution }, opened(), NOW)).toMatchObject({
        ok: false,
        code: 'not-owner',
      });
    }
    expect(
      decide({ type: 'CommentOnIncident', actor: microsoft, text: 'seen', visibility: 'both' }, opened(), NOW).ok,
    ).toBe(true);
  });

  it('counts a storm in one change and keeps the ids of its first events only', () => {
    const decided = decide(
      { type: 'JoinEvents', sightings: Array.from({ length: 500 }, () => sighting()) },
      opened(),
      NOW,
    );
    expect(decided.ok && decided.changes).toHaveLength(1);
    expect(decided.ok && evolveAll(opened(), decided.changes).eventCount).toBe(501);
    expect(decided.ok && decided.changes[0]).toMatchObject({ count: 500, eventIds: { length: 20 } });
  });

  it('becomes more severe with a worse event and never less severe', () => {
    const worse = after(opened(), { type: 'JoinEvents', sightings: [sighting({ severity: 'high' })] });
    expect(worse.severity).toBe('A');
    expect(after(worse, { type: 'JoinEvents', sightings: [sighting({ severity: 'low' })] }).severity).toBe('A');
  });

  it('of operations is resolved by its source; of security it is not', () => {
    const over = { status: 'resolved' } as const;
    const printer = opened({ kind: 'operational' });
    expect(after(printer, { type: 'JoinEvents', sightings: [sighting({ kind: 'operational', ...over })] }).state).toBe(
      'resolved',
    );
    expect(after(opened(), { type: 'JoinEvents', sightings: [sighting(over)] }).state).toBe('new');
  });

  it('is opened and resolved when the first thing heard of it is its end', () => {
    expect(opened({ kind: 'operational', status: 'resolved' })).toMatchObject({ state: 'resolved', eventCount: 1 });
  });

  it('is reopened by activity after its resolution and not by news of older activity', () => {
    const resolved = after(after(opened(), { type: 'AcknowledgeIncident', actor: customer }), {
      type: 'ResolveIncident',
      actor: customer,
      resolution,
    });
    const joined = (lastActivityAt: string) =>
      after(resolved, { type: 'JoinEvents', sightings: [sighting({ lastActivityAt: at(lastActivityAt) })] });
    expect(joined('2022-03-01T11:00:00Z').state).toBe('resolved');
    expect(joined('2022-03-01T13:00:00Z')).toMatchObject({ state: 'new', resolution: null });
  });

  it('assigned while new is acknowledged by it', () => {
    expect(after(opened(), { type: 'AssignIncident', actor: customer, to: 'lee' })).toMatchObject({
      state: 'acknowledged',
      assignee: 'lee',
    });
  });
});
