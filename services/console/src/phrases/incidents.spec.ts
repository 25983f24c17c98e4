import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ID, NOON, ana, kim, sightingBy } from '../../../../libs/domain/src/fixtures/incident-fixture.js';
import type { Incident, IncidentCommand, Instant, Queue } from '../../../../libs/domain/src/index.js';
import { decide } from '../../../../libs/domain/src/incident/decide.js';
import { scheduled } from '../../../../libs/domain/src/incident/dues.js';
import { evolve } from '../../../../libs/domain/src/incident/evolve.js';
import { SHIPPED_TIMING, addMinutes } from '../../../../libs/domain/src/incident/timing.js';
import { QUEUES } from '../../../../libs/domain/src/policy/policy.js';
import { inFrench } from './in-french.js';
import { REFUSED, STATES } from './incidents.fr.js';
import { PhraseBook } from './phrase.js';

const OTHER_ID = '01890000-0000-7000-8000-ffffffffffff';
const reason = 'Somebody’s own words';
const resolution = { classification: null, determination: null, note: null };
const person = fc.constantFrom(ana, kim);
const queue = fc.constantFrom<Queue>(...QUEUES);
const elsewhere = fc.record({
  id: fc.constantFrom(ID, OTHER_ID),
  party: fc.constantFrom('microsoft', 'customer'),
  state: fc.constantFrom('new', 'resolved'),
  eventCount: fc.constant(3),
});
type Ask = (incident: Incident, now: Instant) => IncidentCommand;

const asked: fc.Arbitrary<Ask> = fc
  .tuple(person, queue, elsewhere, fc.integer({ min: -60, max: 60 * 24 * 60 }), fc.constantFrom('A', 'B', 'C'))
  .chain(([actor, to, given, minutes, severity]) => {
    const other = (incident: Incident) => ({ ...incident, ...given, reference: 'INC-00000-00001' }) as Incident;
    return fc.constantFrom<Ask>(
      () => ({ type: 'AcknowledgeIncident', actor }),
      () => ({ type: 'ClaimIncident', actor }),
      () => ({ type: 'AssignIncident', actor, to: 'lee' }),
      () => ({ type: 'ResolveIncident', actor, resolution }),
      () => ({ type: 'ReopenIncident', actor, note: reason }),
      () => ({ type: 'OfferHandover', actor, offerId: ID, to, reason }),
      () => ({ type: 'AcceptOffer', actor, offerId: minutes % 2 === 0 ? null : OTHER_ID }),
      () => ({ type: 'RefuseOffer', actor, offerId: null, reason }),
      () => ({ type: 'WithdrawOffer', actor, reason }),
      () => ({ type: 'SettleDispute', actor, to, note: reason }),
      () => ({ type: 'EngageCustomer', actor, note: reason }),
      () => ({ type: 'RequestAction', actor, action: 'restart it' }),
      () => ({ type: 'AnswerRequest', actor, text: 'done' }),
      () => ({ type: 'SetSeverity', actor, to: severity as 'A', reason }),
      (_, now) => ({ type: 'SnoozeIncident', actor, until: addMinutes(now, minutes), reason }),
      () => ({ type: 'AgreeToSnooze', actor }),
      () => ({ type: 'WakeIncident', actor, reason }),
      (incident) => ({ type: 'MergeIncident', actor, into: other(incident), reason }),
      () => ({ type: 'SplitIncident', actor, id: OTHER_ID, claims: minutes % 2 === 0 ? [] : ['a'], count: 1, reason }),
      () => ({ type: 'JoinEvents', sightings: [sightingBy({ queue: to }, { severity: 'high' })] }),
      ({ dues: [due] }) => ({ type: 'PassTime', due: due ?? { clock: 'offer', phase: 'due', at: NOON } }),
    );
  });

/** What people come to in several steps, and chance seldom does. */
const offer: Ask = () => ({ type: 'OfferHandover', actor: ana, offerId: ID, to: 'customer/other', reason });
const acceptAnother: Ask = () => ({ type: 'AcceptOffer', actor: kim, offerId: OTHER_ID });
const refuse: Ask = () => ({ type: 'RefuseOffer', actor: kim, offerId: null, reason });
const snooze: Ask = (_, now) => ({ type: 'SnoozeIncident', actor: ana, until: addMinutes(now, 600), reason });
const agree: Ask = () => ({ type: 'AgreeToSnooze', actor: kim });
const merge: Ask = (incident) => ({
  type: 'MergeIncident',
  actor: ana,
  reason,
  into: { ...incident, id: OTHER_ID, reference: 'INC-00000-00001' },
});
const reopen: Ask = () => ({ type: 'ReopenIncident', actor: kim, note: reason });
const BY_STEPS = [
  [offer, refuse, offer, refuse, offer],
  [offer, acceptAnother],
  [offer, merge],
  [snooze, agree, agree],
  [merge, reopen],
] as const;

/** What Demarc itself says over the lives of incidents: why something was refused, and why it did something. */
function allThatIsSaid() {
  const [refused, did] = [new Set<string>(), new Set<string>()];
  const live = (life: readonly (readonly [minutes: number, ask: Ask])[], first: Queue) => {
    let incident: Incident | null = null;
    let now = NOON;
    const carryOut = (command: IncidentCommand) => {
      const decided = decide(command, incident, now, SHIPPED_TIMING);
      if (!decided.ok) refused.add(decided.detail);
      for (const change of decided.ok ? decided.changes : []) {
        incident = scheduled(evolve(incident, change), SHIPPED_TIMING);
        const because = 'because' in change ? change.because : null;
        if (because !== null && (change.actor.party === 'demarc' || !because.includes(reason))) did.add(because);
        const note = change.type === 'incident.resolved' ? change.resolution.note : null;
        if (note !== null) did.add(note);
      }
    };
    carryOut({ type: 'OpenIncident', id: ID, sighting: sightingBy({ queue: first }) });
    for (const [minutes, ask] of life) {
      now = addMinutes(now, minutes);
      carryOut(ask(incident!, now));
    }
  };
  const lives = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 * 50 }), asked), { minLength: 1, maxLength: 25 });
  fc.assert(fc.property(lives, queue, live), { numRuns: 300, seed: 1 });
  for (const steps of BY_STEPS)
    live(
      steps.map((ask) => [1, ask] as const),
      'microsoft/operations',
    );
  return { refused: [...refused], did: [...did] };
}

test('whatever the domain refuses, and whatever Demarc does by itself, is said in French', () => {
  const { refused, did } = allThatIsSaid();
  expect([...refused, ...did].filter((text) => inFrench(text) === null)).toEqual([]);
  const books = REFUSED.map((phrase) => [phrase[0], new PhraseBook([phrase], {}, { state: STATES })] as const);
  // Those of the store and the API, within another phrase, or of an incident that nobody is known to have taken up.
  const ofOthers = /has no|There is no|has changed|by somebody|\{states\}|^\{state\}/;
  const never = books.filter(([english, book]) => !ofOthers.test(english) && !refused.some((text) => book.say(text)));
  expect(never.map(([english]) => english)).toEqual([]);
  expect(did.length).toBeGreaterThan(1);
});

const PROJECT = path.resolve(import.meta.dirname, '../../../..');
const COMPOSED = /\bbecause(?: =|:) (?:[^;{}\n]*\? )?(`[^`]+`|'[^']+'|"[^"]+")(?: : ('[^']+'))?/g;
/** What may stand in the holes of a sentence. */
const PARTS = ['INC-7K3Q9-X2M4P', '72', 'A', 'customer/other', 'Somebody’s own words'];

function* filled(template: string): Generator<string> {
  const hole = /\$\{[^}]*\}/.exec(template)?.[0];
  if (hole === undefined) yield template;
  else for (const part of PARTS) yield* filled(template.replace(hole, () => part));
}

test('whatever router and store say of a link or a decision is said in French', () => {
  const written = '{services/router/src/{routing,redecide},libs/store/src/desk,libs/domain/src/incident}/*.ts';
  const files = globSync(written, { cwd: PROJECT }).filter((file) => !file.endsWith('.spec.ts'));
  const templates = files.flatMap((file) =>
    [...readFileSync(path.join(PROJECT, file), 'utf8').matchAll(COMPOSED)].flatMap(([, one, other]) =>
      [one, other].filter((text) => text !== undefined).map((text) => text.slice(1, -1)),
    ),
  );
  expect(templates.length).toBeGreaterThan(10);
  // Of the policy in force the console says nothing, and `${because}.` is one of the others.
  const shown = templates.filter((text) => !/^in force|^\$\{because\}\.|nameOfActor/.test(text));
  const unsaid = shown.filter((text) => ![...filled(text)].some((one) => inFrench(one) !== null));
  expect(unsaid).toEqual([]);
});
