import type { PolicyBook } from '@demarc/contracts';
import { type Device, type SourceEvent, SHIPPED_TIMING, evolveAll, scheduled } from '@demarc/domain';
import type { Known, RoutedBatch } from '@demarc/store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  MMD,
  NOTHING,
  OTHER,
  alert,
  directoryOf,
  enrolled,
  knownAfter,
  message,
  planning,
  policies,
} from '../../fixtures/a-plan.js';
import { planBatch } from './plan-batch.js';

type Batch = Omit<RoutedBatch, 'quarantined' | 'settled'>;

let book: PolicyBook;
beforeAll(async () => {
  book = await policies();
});

const plan = (known: Known, events: readonly SourceEvent[], devices: Device[] = [enrolled()], policy = book): Batch =>
  planBatch(
    events.map((event) => message(event)),
    known,
    planning(policy, directoryOf(...devices)),
  ).batch;
const after = (...batches: Batch[]) => knownAfter(...batches);
const told = (batch: Batch) => batch.notices.map(({ kind, queue }) => [kind, queue]);
const types = (batch: Batch) => batch.timeline.map(({ change }) => change.type);
const SOC = 'microsoft/security-operations';

describe('an event over devices of both sides', () => {
  const both = (given: Partial<SourceEvent> = {}) => alert({ subjects: [MMD, OTHER], ...given });

  it('becomes two linked incidents, each about its own device', () => {
    const [ours, theirs] = plan(NOTHING, [both()]).opened;
    expect(ours).toMatchObject({ queue: SOC, about: 'MMD-1', linked: [theirs!.id] });
    expect(theirs).toMatchObject({ queue: 'customer/security', about: 'PC-2', linked: [ours!.id] });
  });

  it('has each party assigned its half and told of the other, whatever the clause says', () => {
    expect(told(plan(NOTHING, [both()]))).toEqual([
      ['assignment', SOC],
      ['advisory', 'customer/security'],
      ['assignment', 'customer/security'],
      ['advisory', 'microsoft/operations'],
    ]);
  });

  it('shows neither party the identifiers of the other’s devices in its receipt', () => {
    const [first, second] = plan(NOTHING, [both()]).decisions.map(({ decision }) => JSON.stringify(decision.receipt));
    expect([first!.includes('PC-2'), second!.includes('MMD-1')]).toEqual([false, false]);
  });

  it('shows a party what is merely near on its own side only', () => {
    const near = {
      ...OTHER,
      entraId: 'eeeeeeee-2222-3333-4444-555555555555',
      name: 'PC-3',
      role: 'contextual' as const,
    };
    const batch = plan(NOTHING, [both({ subjects: [MMD, OTHER, near] })]);
    const named = batch.decisions.map(({ decision }) => decision.receipt.devices.map(({ subject }) => subject.name));
    expect(named).toEqual([['MMD-1'], ['PC-2', 'PC-3']]);
  });

  it('is updated in both halves at once', () => {
    const first = plan(NOTHING, [both()]);
    const second = plan(after(first), [both({ version: '2', severity: 'high' })]);
    expect(second.changed.map(({ queue, severity, eventCount }) => [queue, severity, eventCount])).toEqual([
      [SOC, 'A', 2],
      ['customer/security', 'A', 2],
    ]);
    expect(second.opened).toEqual([]);
  });

  it('that was over one side before is split when the other device appears', () => {
    const first = plan(NOTHING, [alert()]);
    const second = plan(after(first), [both({ version: '2' })]);
    expect(second.opened).toMatchObject([{ queue: 'customer/security', linked: [first.opened[0]!.id] }]);
    expect(second.changed).toMatchObject([{ queue: SOC, linked: [second.opened[0]!.id], eventCount: 2 }]);
  });

  it('whose half turns out to be the other’s goes on in one incident, and recalls the half', () => {
    const first = plan(NOTHING, [both()]);
    const second = plan(after(first), [alert({ version: '2' })]);
    const closed = second.changed.find(({ party }) => party === 'customer')!;
    expect(closed).toMatchObject({ state: 'resolved', resolution: { note: expect.stringContaining('INC-') } });
    expect(told(second)).toEqual([['recall', 'customer/security']]);
  });
});

describe('an update that names another owner', () => {
  const elsewhere = { subjects: [OTHER], version: '2' };

  it('hands the incident over: the new owner is assigned, the old one recalled', () => {
    const first = plan(NOTHING, [alert()]);
    const second = plan(after(first), [alert(elsewhere)]);
    expect(types(second)).toEqual(['incident.events-joined', 'incident.handed-over']);
    expect(second.changed).toMatchObject([{ id: first.opened[0]!.id, party: 'customer', state: 'new' }]);
    expect(told(second)).toEqual([
      ['assignment', 'customer/security'],
      ['recall', SOC],
    ]);
  });

  it('moves only the event when the incident is about others too', () => {
    const first = plan(NOTHING, [alert(), alert({ id: 'b' })]);
    const second = plan(after(first), [alert(elsewhere)]);
    expect(second.opened).toMatchObject([{ queue: 'customer/security' }]);
    expect(second.changed).toMatchObject([{ party: 'microsoft', state: 'new', claims: ['urn:test\nb'] }]);
    expect(types(second)).toContain('incident.event-left');
  });

  it('goes on in the other party’s open incident when there is one', () => {
    const first = plan(NOTHING, [alert(), alert({ id: 'b', subjects: [OTHER] })]);
    const second = plan(after(first), [alert(elsewhere)]);
    expect(second.opened).toEqual([]);
    expect(second.changed.map(({ party, state }) => [party, state])).toEqual(
      expect.arrayContaining([
        ['customer', 'new'],
        ['microsoft', 'resolved'],
      ]),
    );
  });

  it('that is older than what is known moves nothing', () => {
    const first = plan(NOTHING, [alert({ version: '3' })]);
    const second = plan(after(first), [alert(elsewhere)]);
    expect([second.changed, second.timeline, second.notices]).toEqual([[], [], []]);
    expect(second.decisions).toHaveLength(1);
  });

  it('does not move what is resolved and has no new activity', () => {
    const first = plan(NOTHING, [alert()]);
    const resolved = { ...first.opened[0]!, state: 'resolved' as const, resolvedAt: alert().lastActivityAt };
    const second = plan(after({ ...first, opened: [resolved] }), [alert(elsewhere)]);
    expect(second.changed).toMatchObject([{ party: 'microsoft', state: 'resolved' }]);
    expect(second.notices).toEqual([]);
  });

  it('keeps the work done: the timeline still explains the state', () => {
    const first = plan(NOTHING, [alert()]);
    const second = plan(after(first), [alert(elsewhere)]);
    const all = [...first.timeline, ...second.timeline].map(({ change }) => change);
    expect(scheduled(evolveAll(null, all), SHIPPED_TIMING)).toEqual(second.changed[0]);
  });
});

describe('an alert that a bot resolved', () => {
  const botted = (given: Partial<SourceEvent> = {}) =>
    alert({ status: 'resolved', handledBy: 'automation', handledByFrom: 'assignedTo: Automation', ...given });

  it('is the customer’s under the policy of July 2023, and the SOC’s once it is set back to new', async () => {
    const adopted = await policies([['2023-07-13', '2020-01-01T00:00:00Z']]);
    const first = plan(NOTHING, [botted()], [enrolled()], adopted);
    expect(first.opened).toMatchObject([{ queue: 'customer/security', policyVersion: '2023-07-13' }]);
    const second = plan(after(first), [alert({ version: '2' })], [enrolled()], adopted);
    expect(second.changed).toMatchObject([{ id: first.opened[0]!.id, queue: SOC, state: 'new' }]);
    expect(told(second)).toEqual([
      ['assignment', SOC],
      ['recall', 'customer/security'],
    ]);
  });

  it('stays the SOC’s under the policy of 2021, with less urgency', () => {
    expect(plan(NOTHING, [botted()]).opened).toMatchObject([{ queue: SOC, severity: 'C' }]);
  });
});

describe('a policy that is adopted later', () => {
  it('does not disturb an incident in flight: its updates are decided by the policy it was opened under', async () => {
    const first = plan(NOTHING, [alert()]);
    const adopted = await policies([['2023-07-13', '2020-01-01T00:00:00Z']]);
    const update = alert({ version: '2', handledBy: 'automation', status: 'resolved' });
    const second = plan(after(first), [update], [enrolled()], adopted);
    expect(second.changed).toMatchObject([{ queue: SOC, policyVersion: '2021-08-08' }]);
  });
});

describe('what an incident is found by', () => {
  it('is every identifier of the devices it names, and the whole directory while that could settle it', () => {
    const [sure] = plan(NOTHING, [alert()]).named;
    expect(sure!.keys).toEqual([`entra:${MMD.entraId}`, 'name:mmd-1']);
    const unsure = planBatch([message(alert())], NOTHING, {
      ...planning(book),
      directoryOf: () => Object.assign(directoryOf(), { state: { ...directoryOf().state, asOf: null } }),
    }).batch;
    expect(unsure.named[0]!.keys).toContain('*');
  });
});

describe('events of one batch', () => {
  it('that join before another event flips are not handed over with it', () => {
    const first = plan(NOTHING, [alert()]);
    const second = plan(after(first), [alert({ id: 'b' }), alert({ subjects: [OTHER], version: '2' })]);
    expect(second.changed).toMatchObject([{ party: 'microsoft', claims: ['urn:test\nb'] }]);
    expect(second.opened).toMatchObject([{ party: 'customer', claims: ['urn:test\na'] }]);
  });

  it('that flip right after they joined leave nothing behind', () => {
    const first = plan(NOTHING, [alert()]);
    const flipped = alert({ id: 'b', version: '2', subjects: [OTHER] });
    const second = plan(after(first), [alert({ id: 'b' }), flipped]);
    expect(second.changed).toMatchObject([{ party: 'microsoft', claims: ['urn:test\na'] }]);
    expect(second.opened).toMatchObject([{ party: 'customer', claims: ['urn:test\nb'] }]);
  });
});

describe('an update that says two things at once', () => {
  const health = (given: Partial<SourceEvent> = {}) => alert({ kind: 'operational', area: 'device-health', ...given });

  it('another owner and that it is over: it is over where it was', () => {
    const first = plan(NOTHING, [health()]);
    const second = plan(after(first), [health({ version: '2', subjects: [OTHER], status: 'resolved' })]);
    expect(second.changed).toMatchObject([{ party: 'microsoft', state: 'resolved' }]);
  });

  it('another owner and another correlation: it goes to the open incident of the old one', () => {
    const first = plan(NOTHING, [alert(), alert({ id: 'b', subjects: [OTHER] })]);
    const merged = { version: '2', subjects: [OTHER], correlationKey: 'defender-incident:2' };
    const second = plan(after(first), [alert(merged)]);
    expect(second.opened).toEqual([]);
    expect(second.changed.map(({ party, state }) => [party, state])).toEqual(
      expect.arrayContaining([
        ['customer', 'new'],
        ['microsoft', 'resolved'],
      ]),
    );
  });
});

describe('an event that joins', () => {
  const low = { subjects: [OTHER], severity: 'low' } as const;
  const spreading = { subjects: [OTHER], severity: 'high', category: 'LateralMovement' } as const;

  it('has the other party told of what its incident did not have to be told of before, once', () => {
    const first = plan(NOTHING, [alert(low)]);
    expect(told(first)).toEqual([['assignment', 'customer/security']]);
    const second = plan(after(first), [alert({ id: 'b', ...spreading })]);
    expect(told(second)).toEqual([['advisory', 'microsoft/operations']]);
    expect(second.changed).toMatchObject([{ informed: 'microsoft/operations', severity: 'A' }]);
    const third = plan(after(first, second), [alert({ id: 'c', ...spreading })]);
    expect(told(third)).toEqual([]);
  });

  it('brings the clocks of the severity it raises', () => {
    const first = plan(NOTHING, [alert(low)]);
    const second = plan(after(first), [alert({ id: 'b', ...spreading })]);
    expect([first.opened[0]!.clocks?.firstResponseMinutes, second.changed[0]!.clocks?.firstResponseMinutes]).toEqual([
      480, 60,
    ]);
  });
});
