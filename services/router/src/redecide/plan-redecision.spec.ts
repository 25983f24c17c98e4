import type { PolicyBook } from '@demarc/contracts';
import { type Device, type Incident, type SourceEvent, DirectoryIndex } from '@demarc/domain';
import type { Known, RoutedBatch } from '@demarc/store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  MMD,
  NOTHING,
  NOW,
  OTHER,
  alert,
  directoryOf,
  enrolled,
  knownAfter,
  message,
  planning,
  policies,
} from '../../fixtures/a-plan.js';
import { planBatch } from '../routing/plan-batch.js';
import { planRedecision } from './plan-redecision.js';

type Batch = Omit<RoutedBatch, 'quarantined' | 'settled'>;
const SOC = 'microsoft/security-operations';
const gone: Device = enrolled({ enrolments: [] });

let book: PolicyBook;
beforeAll(async () => {
  book = await policies();
});

const route = (events: readonly SourceEvent[], directory: DirectoryIndex): Batch =>
  planBatch(
    events.map((event) => message(event)),
    NOTHING,
    planning(book, directory),
  ).batch;

/** Decides the incidents of a batch again with another directory. */
const again = (
  first: Batch,
  directory: DirectoryIndex,
  change: (incident: Incident) => Incident = (one) => one,
  record: 'changes' | 'always' = 'changes',
) => {
  const opened = first.opened.map(change);
  const known: Known = knownAfter({ ...first, opened });
  const events = first.events.flatMap(({ eventId, event }) =>
    first.decisions.filter((row) => row.eventId === eventId).map(({ incidentId }) => ({ incidentId, eventId, event })),
  );
  const incidentIds = opened.map(({ id }) => id);
  return planRedecision(
    { incidentIds, events, known, because: 'The directory changed', record },
    planning(book, directory),
  );
};
const told = (batch: Batch) => batch.notices.map(({ kind, queue }) => [kind, queue]);
const neverImported = () => new DirectoryIndex();

describe('incidents decided again after the directory changed', () => {
  it('leave nothing behind when the verdict is the same', () => {
    const plan = again(route([alert()], directoryOf(enrolled())), directoryOf(enrolled()));
    expect(plan).toMatchObject({ decisions: [], changed: [], opened: [], timeline: [], notices: [], outbox: [] });
  });

  it('are no longer provisional once the device is known, and nobody is told twice', () => {
    const first = route([alert()], neverImported());
    expect(first.opened).toMatchObject([{ provisional: true, queue: SOC }]);
    const plan = again(first, directoryOf(enrolled()));
    expect(plan.changed).toMatchObject([{ provisional: false, clauseId: 'MS-4', queue: SOC }]);
    expect(plan.notices).toEqual([]);
  });

  it('move to the customer when the device is not in MMD after all, and the SOC’s notice is recalled', () => {
    const plan = again(route([alert()], neverImported()), directoryOf(gone));
    expect(plan.changed).toMatchObject([{ queue: 'customer/security', provisional: false, eventCount: 1 }]);
    expect(told(plan)).toEqual([
      ['assignment', 'customer/security'],
      ['recall', SOC],
    ]);
  });

  it('go as a whole when all their events go one way', () => {
    const first = route([alert(), alert({ id: 'b' })], directoryOf(enrolled()));
    const plan = again(first, directoryOf(gone));
    expect(plan.opened).toEqual([]);
    expect(plan.changed).toMatchObject([{ id: first.opened[0]!.id, queue: 'customer/security', eventCount: 2 }]);
  });

  it('let only that event go which is the other party’s, into an incident of its own that is linked', () => {
    const other = enrolled({ id: '00000000-0000-7000-8000-000000000002', entraId: OTHER.entraId, names: [] });
    const first = route([alert(), alert({ id: 'b', subjects: [OTHER] })], directoryOf(enrolled(), other));
    expect(first.opened).toHaveLength(1);
    const plan = again(first, directoryOf(enrolled()));
    expect(plan.opened).toMatchObject([{ queue: 'customer/security', linked: [first.opened[0]!.id] }]);
    expect(plan.changed).toMatchObject([{ queue: SOC, claims: ['urn:test\na'], linked: [plan.opened[0]!.id] }]);
  });

  it('go on in one of two halves when both devices turn out to be one party’s', () => {
    const event = alert({ subjects: [MMD, OTHER] });
    const split = route([event], directoryOf(enrolled()));
    const both = enrolled({ id: '00000000-0000-7000-8000-000000000002', entraId: OTHER.entraId, names: [] });
    const plan = again(split, directoryOf(enrolled(), both));
    expect(plan.changed.find(({ party }) => party === 'customer')).toMatchObject({ state: 'resolved' });
    expect(told(plan)).toEqual([['recall', 'customer/security']]);
  });

  it('stay where they are once resolved', () => {
    const first = route([alert()], directoryOf(enrolled()));
    const plan = again(first, directoryOf(gone), (one) => ({ ...one, state: 'resolved', resolvedAt: NOW }));
    expect(plan.changed).toEqual([]);
  });
});

describe('an incident that a person flagged', () => {
  const flag = { impact: 'yes', by: 'customer/kim', at: NOW } as const;

  it('is told to the MMD operations team, once, and the receipt names the person', () => {
    const first = route([alert({ subjects: [OTHER], severity: 'low' })], directoryOf());
    expect(told(first)).toEqual([['assignment', 'customer/security']]);
    const plan = again(first, directoryOf(), (one) => ({ ...one, serviceImpactFlag: flag }));
    expect(told(plan)).toEqual([['advisory', 'microsoft/operations']]);
    expect(plan.decisions[0]!.decision.receipt.from.serviceImpact).toContain('customer/kim');
  });
});

describe('a flag that changes nothing', () => {
  it('is still decided and kept, so that its receipt names the person', () => {
    const flag = { impact: 'no', by: 'customer/kim', at: NOW } as const;
    const first = route([alert({ severity: 'high' })], directoryOf(enrolled()));
    const plan = again(first, directoryOf(enrolled()), (one) => ({ ...one, serviceImpactFlag: flag }), 'always');
    expect(plan.timeline.map(({ change }) => change.type)).toEqual(['incident.redecided']);
    expect(plan.changed[0]!.decisionId).toBe(plan.decisions[0]!.decisionId);
    expect(plan.decisions[0]!.decision.receipt.from.serviceImpact).toContain('customer/kim');
    expect(plan.notices).toEqual([]);
  });
});

describe('incidents that change sides', () => {
  it('at the same time end with each event at its owner', () => {
    const theirs = enrolled({ id: '00000000-0000-7000-8000-000000000002', entraId: OTHER.entraId, names: [] });
    const first = route([alert(), alert({ id: 'b', subjects: [OTHER] })], directoryOf(enrolled()));
    const plan = again(first, directoryOf(gone, theirs));
    const open = [...plan.changed, ...plan.opened].filter(({ state }) => state !== 'resolved');
    expect(open.map(({ party, claims }) => [party, claims])).toEqual(
      expect.arrayContaining([
        ['customer', ['urn:test\na']],
        ['microsoft', ['urn:test\nb']],
      ]),
    );
    expect(open).toHaveLength(2);
  });

  it('are found by nothing but their own devices once they are settled', () => {
    const plan = again(route([alert()], neverImported()), directoryOf(enrolled()));
    expect(plan.named).toMatchObject([{ keys: [`entra:${MMD.entraId}`, 'name:mmd-1'] }]);
  });

  it('go by their newest events when they no longer list them all', () => {
    const first = route([alert()], directoryOf(enrolled()));
    const plan = again(first, directoryOf(gone), (one) => ({ ...one, claims: null }));
    expect(plan.changed).toMatchObject([{ id: first.opened[0]!.id, party: 'customer' }]);
  });
});
