import {
  CELL_COUNT,
  type CompiledPolicy,
  FACT_NAMES,
  FACT_VALUES,
  type Facts,
  type Policy,
  applyPolicy,
  cellOf,
  compilePolicy,
  factsOf,
  firstFailedFact,
  lintPolicy,
} from '@demarc/domain';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SHIPPED_POLICY_VERSIONS, shippedPolicies, shippedPolicyText } from './shipped-policies.js';

let policies: readonly Policy[];
const compiled = new Map<string, CompiledPolicy>();
beforeAll(async () => {
  policies = await shippedPolicies();
  for (const policy of policies) compiled.set(policy.version, compilePolicy(policy));
});

const facts = (given: Partial<Facts>): Facts => ({
  kind: 'security',
  device: 'mmd',
  area: 'endpoint',
  handledBy: 'nobody',
  serviceImpact: 'no',
  ring: 'production',
  ...given,
});
const anyFacts = fc.record(
  Object.fromEntries(FACT_NAMES.map((name) => [name, fc.constantFrom(...FACT_VALUES[name])])),
) as unknown as fc.Arbitrary<Facts>;

const clauseFor = (version: string, given: Partial<Facts>) => applyPolicy(compiled.get(version)!, facts(given));
const quoteOf = (version: string, id: string) =>
  compiled.get(version)!.policy.clauses.find((clause) => clause.id === id)?.quote;
const outcome = (version: string, given: Partial<Facts>) => {
  const { id, queue, inform } = clauseFor(version, given);
  return [id, queue, inform.when];
};

describe.each(SHIPPED_POLICY_VERSIONS)('the policy of %s', (version) => {
  it('passes its lint', () => {
    expect(lintPolicy(compiled.get(version)!.policy)).toEqual([]);
  });

  it('names every combination of facts by one number', () => {
    fc.assert(fc.property(anyFacts, (given) => expect(factsOf(cellOf(given))).toEqual(given)));
  });

  it('gives every combination of facts to exactly one clause, the first that applies', () => {
    const one = compiled.get(version)!;
    for (let cell = 0; cell < CELL_COUNT; cell += 1) {
      const given = factsOf(cell);
      const first = one.policy.clauses.find((clause) => firstFailedFact(clause, given) === null);
      expect(first).toBeDefined();
      expect(applyPolicy(one, given)).toBe(first);
    }
  });

  it('answers alike however often it is read, compiled and asked', async () => {
    const again = compilePolicy((await shippedPolicies()).find((policy) => policy.version === version)!);
    fc.assert(
      fc.property(anyFacts, (given) => {
        expect(applyPolicy(again, given)).toEqual(applyPolicy(compiled.get(version)!, given));
      }),
    );
  });

  it('names its entry and quotes it in every clause but those for what the directory cannot place', () => {
    const { clauses } = compiled.get(version)!.policy;
    const decisions = clauses.filter(({ source }) => source === null).map(({ id }) => id);
    expect(decisions).toEqual(['UNDETERMINED-SEC', 'UNDETERMINED-CHANGE', 'UNDETERMINED-OPS']);
    expect(clauses.filter(({ quote }) => quote === null).map(({ id }) => id)).toEqual(decisions);
  });

  it('is provisional about every device that the directory cannot place, unless what it is about decides', () => {
    const { clauses } = compiled.get(version)!.policy;
    expect(clauses.filter(({ provisional }) => provisional).map(({ when }) => when)).toEqual([
      { kind: ['security'], device: ['undetermined'] },
      { kind: ['change'], device: ['undetermined'] },
      expect.objectContaining({ kind: ['operational'], device: ['undetermined'] }),
    ]);
    const unplaced = { device: 'undetermined', area: 'device-policy' } as const;
    for (const kind of ['security', 'operational', 'change'] as const) {
      expect(clauseFor(version, { kind, ...unplaced })).toMatchObject({
        provisional: true,
        inform: { when: 'always' },
      });
    }
    expect(clauseFor(version, { kind: 'change', ...unplaced, area: 'printing' }).id).toBe('CU-1-OWN');
  });

  it('rests what it says of service accounts on the operating procedures, not on the page', () => {
    const accounts = compiled.get(version)!.policy.clauses.filter(({ id }) => id.startsWith('ACCOUNT-'));
    expect(accounts).toHaveLength(3);
    for (const { source, quote } of accounts) {
      expect(source).toMatch(/^SOP-ACCOUNTS .*, standard operating procedures \(.*20\d\d\)$/);
      expect(source).not.toContain('Roles and responsibilities');
      expect(quote).toContain('Microsoft is solely responsible');
    }
  });

  it.each([
    ['a security alert on an MMD device', {}, 'MS-4', 'microsoft/security-operations', 'always'],
    ['a security alert on another device', { device: 'non-mmd' }, 'CU-6', 'customer/security', 'when-service-impact'],
    [
      'an alert on a mailbox',
      { device: 'none', area: 'email' },
      'CU-3-SEC',
      'customer/security',
      'when-service-impact',
    ],
    [
      'an alert on a service account, whatever device is named',
      { device: 'non-mmd', area: 'mmd-service-account' },
      'ACCOUNT-SEC',
      'microsoft/security-operations',
      'always',
    ],
    [
      'a failing update on an MMD device',
      { kind: 'operational', area: 'windows-update' },
      'MS-5',
      'microsoft/operations',
      'always',
    ],
    [
      'a change of the MMD environment',
      { kind: 'change', area: 'device-policy' },
      'CU-1',
      'microsoft/operations',
      'always',
    ],
  ] as const)('gives %s to the right queue', (_, given, id, queue, when) => {
    expect(outcome(version, given)).toEqual([id, queue, when]);
  });

  it('runs no service level for operational incidents of Test-ring devices, but does for their security alerts', () => {
    expect(clauseFor(version, { kind: 'operational', area: 'device-policy', ring: 'test' }).clocks).toBe(false);
    expect(clauseFor(version, { ring: 'test' }).clocks).toBe(true);
  });

  it('fixes the severity of changes at C', () => {
    const changes = compiled.get(version)!.policy.clauses.filter(({ when }) => when.kind?.includes('change'));
    expect(changes.map(({ severity }) => severity)).toEqual(changes.map(() => ({ rule: 'fixed', severity: 'C' })));
  });
});

const OLD = '2021-08-08';
const MARCH = '2023-03-08';
const JULY = '2023-07-13';

describe('the words that are quoted', () => {
  it.each([
    [OLD, 'MS-4', 'we will notify you, isolate the device'],
    [MARCH, 'MS-4', "team detects a threat, we'll notify you, isolate the device"],
    [OLD, 'MS-6', 'Desktop operations team will create and manage required device and user groups'],
    [MARCH, 'MS-6', 'Desktop Operations Team will create and manage required device and user groups'],
    [OLD, 'CU-2', 'You are responsible for creating user accounts, assigning users to groups, and keeping metadata'],
    [MARCH, 'CU-2', "You're responsible for creating user accounts, assigning users to groups, and keeping metadata"],
    [OLD, 'CU-3', 'including Exchange Online administration responsibilities ... You are also responsible for'],
    [MARCH, 'CU-3', "including Exchange Online administration responsibilities ... You're also responsible for"],
    [OLD, 'CU-5a', 'Microsoft will provide full service for the deployment, update, and support'],
    [MARCH, 'CU-5a', 'Microsoft will provide configuration for the deployment, update, and support'],
    [OLD, 'CU-5b', 'engage a non-Microsoft vendor to do so, you are responsible for these actions'],
    [MARCH, 'CU-5b', 'engage a non-Microsoft vendor to do so, you are responsible for the following'],
    [OLD, 'CU-7b-DEVICE', 'ensuring that the Microsoft Managed Desktop Operations Team is always informed'],
    [MARCH, 'CU-7b-DEVICE', 'always informed of any issues that may impact on the Microsoft Managed Desktop service'],
    [OLD, 'CU-8', '(including troubleshooting and debugging) of all networking-related infrastructure'],
    [MARCH, 'CU-8', '(including fixing and debugging) of all networking-related infrastructure'],
    [OLD, 'CU-9', 'installing, maintaining, and administering printers and print queues'],
    [MARCH, 'CU-9', 'installing, maintaining, and administering printers and print queues'],
  ])('in the policy of %s %s has those of its page: “%s”', (version, id, words) => {
    expect(quoteOf(version, id)).toContain(words);
  });

  it('are the same in July 2023 as in March, but for the alerts that others handle', () => {
    const shared = compiled.get(MARCH)!.policy.clauses.filter(({ id }) => id !== 'MS-4-AUTO');
    for (const { id, quote } of shared) expect([id, quoteOf(JULY, id)]).toEqual([id, quote]);
    expect(quoteOf(JULY, 'CU-6-CSOC')).toContain('This includes resolved, pending, and unresolved alerts.');
  });

  it('are nobody’s short forms: the page writes the name of the service out', () => {
    const quotes = policies.flatMap(({ clauses }) => clauses.map(({ quote }) => quote ?? ''));
    expect(quotes.filter((quote) => /\bMMD\b/.test(quote))).toEqual([]);
  });
});

describe('what changed between the published versions', () => {
  it.each([
    ['a printer on an MMD device', { area: 'printing' }, 'CU-9'],
    ['a failing update on a device that is not in MMD', { device: 'non-mmd', area: 'windows-update' }, 'CU-7b-DEVICE'],
    ['a service that is not in MMD', { device: 'none', area: 'other' }, 'CU-7b-SERVICE'],
  ] as const)('MMD operations is told of %s always in 2021, and if it may impact the service later', (_, given, id) => {
    const told = SHIPPED_POLICY_VERSIONS.map((version) => clauseFor(version, { kind: 'operational', ...given }));
    expect(told.map((clause) => [clause.id, clause.inform.when])).toEqual([
      [id, 'always'],
      [id, 'when-service-impact'],
      [id, 'when-service-impact'],
    ]);
  });

  it('an alert that automation handled is the SOC’s with less haste, and from July 2023 the customer’s', () => {
    const handled = SHIPPED_POLICY_VERSIONS.map((version) => clauseFor(version, { handledBy: 'automation' }));
    expect(handled.map(({ id, severity }) => [id, severity])).toEqual([
      ['MS-4-AUTO', { rule: 'lower', levels: 1 }],
      ['MS-4-AUTO', { rule: 'lower', levels: 1 }],
      ['CU-6-CSOC', { rule: 'table' }],
    ]);
  });

  it('an alert that a third party handled is the SOC’s as any other, and from July 2023 the customer’s', () => {
    const ids = SHIPPED_POLICY_VERSIONS.map((version) => clauseFor(version, { handledBy: 'third-party' }).id);
    expect(ids).toEqual(['MS-4', 'MS-4', 'CU-6-CSOC']);
  });

  it('updates are owed less often from July 2023', () => {
    const updates = policies.map(({ clocks }) => Object.values(clocks).map(({ updateMinutes }) => updateMinutes));
    expect(updates).toEqual([
      [60, 720, 1440],
      [60, 720, 1440],
      [480, 1440, 2880],
    ]);
  });
});

it('a version that does not ship is refused by name', async () => {
  await expect(shippedPolicyText('../../package')).rejects.toThrow(/does not ship/);
});
