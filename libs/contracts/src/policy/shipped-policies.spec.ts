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

  it('quotes the page in every clause but those for what the directory cannot place', () => {
    const unquoted = compiled.get(version)!.policy.clauses.filter(({ quote }) => quote === null);
    expect(unquoted.map(({ id }) => id)).toEqual(['UNDETERMINED-SEC', 'UNDETERMINED-OPS']);
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
