import { describe, expect, it } from '@jest/globals';
import { directoryOf } from '../fixtures/directory-fixture.js';
import { device, deviceSubject, sourceEvent } from '../fixtures/event-fixture.js';
import { clause, inputs, policyFixture } from '../fixtures/policy-fixture.js';
import type { SourceEvent } from '../event/source-event.js';
import { compilePolicy } from './apply.js';
import type { Policy } from './policy.js';
import { changesBetween } from './replay-change.js';
import { type PastDecision, type ReplayedDecision, Replayer } from './replay-decision.js';
import { IncidentFold } from './replay-incident.js';
import { ReplayTally } from './replay-totals.js';
import { route } from './route.js';

const OURS = device();
const THEIRS = device({
  id: '00000000-0000-7000-8000-000000000002',
  entraId: '99999999-2222-3333-4444-555555555555',
  enrolments: [],
});
const DIRECTORY = directoryOf([OURS, THEIRS]);
const on = (...entraIds: readonly (string | null)[]): SourceEvent =>
  sourceEvent({ subjects: entraIds.map((entraId, n) => deviceSubject({ entraId, path: `evidence[${n}]` })) });
const OURS_ALONE = on(OURS.entraId);
const BOTH = on(OURS.entraId, THEIRS.entraId);

/** An event as a history gives it: without what no policy looks at. */
function lookedAt(event: SourceEvent): PastDecision['event'] {
  const {
    firstActivityAt: _1,
    lastActivityAt: _2,
    correlationKey: _3,
    subjects: _4,
    link: _5,
    remarks: _6,
    ...rest
  } = event;
  return rest;
}

/** What the store would keep of deciding an event: a row for each half. */
function decided(event: SourceEvent, policy: Policy = policyFixture()): readonly PastDecision[] {
  const halves = route(event, DIRECTORY, inputs(policy));
  return halves.map((half) => {
    const { queue, clauseId, receipt } = half;
    return {
      event: lookedAt(event),
      queue,
      clauseId,
      receipt,
      otherHalf: halves.find((other) => other !== half)?.receipt ?? null,
    };
  });
}

const candidate = (given: Partial<Policy> = {}) => policyFixture({ version: 'candidate', ...given });
const policies = (given: Partial<Policy> = {}) => ({
  named: (version: string) => (version === '2021-08-08' ? compilePolicy(policyFixture()) : null),
  candidate: compilePolicy(candidate(given)),
});
const everything = (queue: 'customer/security' | 'microsoft/operations') => ({
  clauses: [clause({ id: 'ALL', queue })],
});

function replayed(past: PastDecision, given: Partial<Policy> = {}): ReplayedDecision {
  const result = new Replayer(policies(given)).replay(past);
  if (typeof result === 'string') throw new Error(result);
  return result;
}
const changes = ({ from, to }: ReplayedDecision) => changesBetween(from, to);

describe('a decision of the past, replayed', () => {
  it('comes out as it did under the same rules', () => {
    for (const past of [...decided(OURS_ALONE), ...decided(BOTH)]) expect(changes(replayed(past))).toEqual([]);
  });

  it.each([
    ['owner', everything('customer/security')],
    ['queue', everything('microsoft/operations')],
    ['clock', { clocks: { ...policyFixture().clocks, B: { ...policyFixture().clocks.B, updateMinutes: 7 } } }],
    ['severity', { severity: { ...policyFixture().severity, medium: 'A' as const } }],
    [
      'notices',
      {
        clauses: policyFixture().clauses.map((one) => ({ ...one, inform: { ...one.inform, when: 'never' as const } })),
      },
    ],
  ])('says that its %s would change', (what, given) => {
    expect(changes(replayed(decided(OURS_ALONE)[0]!, given))).toContain(what);
  });

  it('is decided with the devices of both halves, as they were identified then', () => {
    const [ours, theirs] = decided(BOTH);
    expect(changes(replayed(ours!, everything('customer/security')))).toEqual(['owner', 'notices', 'split']);
    expect(changes(replayed(theirs!, everything('customer/security')))).toEqual(['split']);
  });

  it("uses the person's word that was used then", () => {
    const flag = { impact: 'yes', by: 'microsoft/ana', at: inputs().now } as const;
    const [half] = route(on(THEIRS.entraId), DIRECTORY, { ...inputs(), flag });
    const { queue, clauseId, receipt } = half!;
    const past = { event: on(THEIRS.entraId), queue, clauseId, receipt, otherHalf: null };
    expect(replayed(past).to.informed).toBe('microsoft/operations');
  });

  it.each([
    ['older-receipt', { receiptVersion: 1 }],
    ['policy-unknown', { policyVersion: 'forgotten' }],
    ['not-as-recorded', { devices: [] }],
  ])('is left out and counted as %s', (gap, receipt) => {
    const [past] = decided(OURS_ALONE);
    const changed = { ...past!, receipt: { ...past!.receipt, ...receipt } as PastDecision['receipt'] };
    expect(new Replayer(policies()).replay(changed)).toBe(gap);
  });

  it('is left out when the other half of its event is gone', () => {
    expect(new Replayer(policies()).replay({ ...decided(BOTH)[0]!, otherHalf: null })).toBe('half-missing');
  });
});

describe('a history comes out the same whether its events are decided one by one or by what they have in common', () => {
  const detailed = policyFixture({
    serviceImpact: [
      { id: 'CATEGORY', because: 'it spreads', category: ['spreading'] },
      { id: 'TECHNIQUE', because: 'it spreads', technique: ['T1'] },
      { id: 'NOW', because: 'it came in', involves: ['device-now-in-mmd'] },
    ],
    clauses: [
      clause({ id: 'CHANGE', when: { kind: ['change'] }, queue: 'customer/other' }),
      clause({ id: 'VPN', when: { area: ['vpn'] }, queue: 'customer/it-help-desk' }),
      clause({ id: 'AUTO', when: { handledBy: ['automation'] }, severity: { rule: 'fixed', severity: 'C' } }),
      clause({ id: 'TEST', when: { ring: ['test'] }, queue: 'microsoft/operations', clocks: false }),
      ...policyFixture().clauses,
    ],
  });
  const all = { named: () => compilePolicy(policyFixture()), candidate: compilePolicy(detailed) };
  const [plain] = decided(on(THEIRS.entraId));
  const { event, receipt } = plain!;
  const other = (more: Partial<PastDecision['event']>): PastDecision => ({ ...plain!, event: { ...event, ...more } });
  const flag = { impact: 'yes', by: 'microsoft/ana', at: inputs().now } as const;
  const [near] = receipt.devices;
  const noted = (more: Partial<PastDecision['receipt']>): PastDecision => ({
    ...plain!,
    receipt: { ...receipt, ...more },
  });

  it.each([
    ['kind', other({ kind: 'change' })],
    ['area', other({ area: 'vpn' })],
    ['severity', other({ severity: 'high' })],
    ['handler', other({ handledBy: 'automation' })],
    ['word on service impact', other({ serviceImpact: true })],
    ['category', other({ category: 'spreading' })],
    ['technique', other({ techniques: ['T1'] })],
    ['flag', noted({ flag })],
    ['user', noted({ involved: ['device-now-in-mmd'] })],
    ['class of device', noted({ devices: [{ ...near!, class: 'mmd' as const }] })],
    ['ring', noted({ devices: [{ ...near!, ring: 'test' as const }] })],
    ['second device', noted({ devices: [near!, { ...near!, class: 'undetermined' as const }] })],
  ])('also when it is another %s', (_, past) => {
    expectApart(plain!, past);
  });

  it('also when a device is only near', () => {
    const affected = { ...near!, class: 'mmd' as const };
    const contextual = { ...affected, subject: { ...near!.subject, role: 'contextual' as const } };
    expectApart(noted({ devices: [affected] }), noted({ devices: [contextual] }));
  });

  function expectApart(first: PastDecision, second: PastDecision): void {
    const together = new Replayer(all);
    const alone = new Replayer(all).replay(second);
    expect(together.replay(first)).not.toEqual(alone);
    expect(together.replay(second)).toEqual(alone);
  }
});

describe('an incident, replayed', () => {
  const same = replayed(decided(OURS_ALONE)[0]!);
  const moved = replayed(decided(OURS_ALONE)[0]!, everything('customer/security'));
  const fold = (...sightings: readonly [ReplayedDecision, boolean, string][]) => {
    const one = new IncidentFold();
    for (const [decision, custody, version] of sightings) one.add({ ...decision, custody, version });
    return one.result();
  };

  it('follows the newest version of the event on which its custody rests', () => {
    expect(fold([moved, true, '2'], [same, true, '1'])?.changes).toContain('owner');
    expect(fold([moved, true, '1'], [same, true, '2'])?.changes).toEqual(['split']);
  });

  it('is split when one of its events would go elsewhere', () => {
    expect(fold([same, true, '1'], [moved, false, '9'])).toMatchObject({
      changes: ['split'],
      decisions: 2,
      changed: 1,
    });
  });

  it('is judged by the first event inside the replay when the one of its custody is not', () => {
    expect(fold([moved, false, '1'], [moved, false, '2'])?.changes).toEqual(['owner', 'notices']);
  });

  it('is nothing when none of its decisions could be replayed', () => {
    expect(fold()).toBeNull();
  });
});

it('the totals count decisions and incidents from clause to clause', () => {
  const tally = new ReplayTally();
  const moved = replayed(decided(OURS_ALONE)[0]!, everything('customer/security'));
  const one = new IncidentFold();
  for (const version of ['1', '2']) tally.decision(moved, one.add({ ...moved, custody: true, version }));
  tally.incident(one.result()!);
  tally.skipped('older-receipt');
  expect(tally.totals()).toMatchObject({
    decisions: 2,
    decisionsChanged: 2,
    incidents: 1,
    incidentsChanged: 1,
    changes: { owner: 1, queue: 0, notices: 1 },
    clauses: [{ from: 'OURS', to: 'ALL', decisions: 2, incidents: 1 }],
    skipped: { 'older-receipt': 1, 'policy-unknown': 0 },
  });
});
