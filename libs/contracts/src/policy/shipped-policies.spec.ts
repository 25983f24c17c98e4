import { AREAS, DEVICE_CLASSES, type Facts, HANDLED_BY, KINDS, type Policy, RINGS, applyPolicy } from '@demarc/domain';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { shippedPolicy } from './shipped-policies.js';

let policy: Policy;
beforeAll(async () => {
  policy = await shippedPolicy();
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

describe('the 2021 policy', () => {
  it('has a clause for every combination of facts and uses every clause', () => {
    const used = new Set<string>();
    for (const kind of KINDS)
      for (const device of DEVICE_CLASSES)
        for (const area of AREAS)
          for (const handledBy of HANDLED_BY)
            for (const serviceImpact of ['yes', 'no'] as const)
              for (const ring of RINGS)
                used.add(applyPolicy(policy, { kind, device, area, handledBy, serviceImpact, ring }).id);
    expect([...used].sort()).toEqual(policy.clauses.map((clause) => clause.id).sort());
  });

  it.each([
    ['a security alert on an MMD device', { device: 'mmd' }, 'MS-4', 'microsoft/security-operations', 'always'],
    ['a security alert on another device', { device: 'non-mmd' }, 'CU-6', 'customer/security', 'when-service-impact'],
    [
      'a printer on an MMD device',
      { kind: 'operational', area: 'printing' },
      'CU-9',
      'customer/it-help-desk',
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
      'a failing update elsewhere',
      { kind: 'operational', device: 'non-mmd', area: 'windows-update' },
      'CU-7b-DEVICE',
      'customer/devices',
      'always',
    ],
    [
      'an alert on a mailbox',
      { device: 'none', area: 'email' },
      'CU-3-SEC',
      'customer/security',
      'when-service-impact',
    ],
    [
      'an alert on a service account',
      { device: 'none', area: 'mmd-service-account' },
      'ACCOUNT-SEC',
      'microsoft/security-operations',
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
    const clause = applyPolicy(policy, facts(given));
    expect([clause.id, clause.queue, clause.inform.when]).toEqual([id, queue, when]);
  });

  it('runs no service level for operational incidents of Test-ring devices, but does for their security alerts', () => {
    expect(applyPolicy(policy, facts({ kind: 'operational', area: 'device-health', ring: 'test' })).clocks).toBe(false);
    expect(applyPolicy(policy, facts({ ring: 'test' })).clocks).toBe(true);
  });
});
