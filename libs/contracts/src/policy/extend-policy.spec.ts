import { createHash } from 'node:crypto';
import { type Policy, applyPolicy, compilePolicy, lintPolicy } from '@demarc/domain';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parsePolicy } from './policy-file.js';
import { shippedPolicy } from './shipped-policies.js';

let base: Policy;
beforeAll(async () => {
  base = await shippedPolicy();
});

const HEAD = 'version: contoso-2026-01\ntitle: Contoso, January 2026\nextends: 2021-08-08\n';
const extended = (body: string) => parsePolicy(HEAD + body, (version) => (version === base.version ? base : null));
const PRINTERS_ON_MMD = `
  - id: PRINTERS-ON-MMD
    entry: CU-9
    title: Printers on MMD devices are our device team's
    when: { kind: [operational], device: [mmd], area: [printing] }
    owner: customer
    queue: customer/devices
    contactArea: devices
    inform: { queue: microsoft/operations, when: always }`;

describe('a policy that extends another', () => {
  it('is the other one where it says nothing', () => {
    const { version, title, digest, extends: of, ...rest } = extended('');
    expect([version, title, of]).toEqual(['contoso-2026-01', 'Contoso, January 2026', '2021-08-08']);
    expect(digest).not.toBe(base.digest);
    expect(rest).toMatchObject({
      clauses: base.clauses,
      severity: base.severity,
      clocks: base.clocks,
      serviceImpact: base.serviceImpact,
      publishedOn: base.publishedOn,
    });
  });

  it('has a digest of all the words that decide: its own, and those of the one it extends', () => {
    const onto = (other: Policy) => parsePolicy(HEAD, () => other).digest;
    const text = base.digest + HEAD;
    expect(onto(base)).toBe(createHash('sha256').update(text).digest('hex').slice(0, 16));
    expect(onto({ ...base, digest: '0123456789abcdef' })).not.toBe(onto(base));
    expect(extended('severity: { low: B }').digest).not.toBe(onto(base));
  });

  it('puts a clause with an id of the other in its place', () => {
    const policy = extended(
      `clauses:${PRINTERS_ON_MMD.replace('PRINTERS-ON-MMD', 'CU-9').replace('device: [mmd], ', '')}`,
    );
    const at = base.clauses.findIndex(({ id }) => id === 'CU-9');
    expect(policy.clauses.map(({ id }) => id)).toEqual(base.clauses.map(({ id }) => id));
    expect(policy.clauses[at]?.queue).toBe('customer/devices');
    expect(lintPolicy(policy)).toEqual([]);
  });

  it('puts a new clause before the one it names, in the words of the entry that the other quotes', () => {
    const policy = extended(`clauses:${PRINTERS_ON_MMD}\n    before: CU-9`);
    const ids = policy.clauses.map(({ id }) => id);
    expect(ids.indexOf('PRINTERS-ON-MMD')).toBe(ids.indexOf('CU-9') - 1);
    expect(policy.clauses[ids.indexOf('PRINTERS-ON-MMD')]?.source).toBe(
      'CU-9 Printing (Roles and responsibilities, August 2021)',
    );
    expect(lintPolicy(policy)).toEqual([]);
  });

  it('puts a new clause first when it names no place, and lets the clauses it takes from yield to it', () => {
    const everything = PRINTERS_ON_MMD.replace('area: [printing]', 'area: [printing, hardware]');
    expect(lintPolicy(extended(`clauses:${everything}`)).map(({ clauses }) => clauses)).toEqual([
      ['CU-9', 'PRINTERS-ON-MMD'],
      ['CU-4', 'PRINTERS-ON-MMD'],
    ]);
    const policy = extended(`clauses:${everything}\n    takesFrom: [CU-9, CU-4]`);
    expect(policy.clauses[0]?.id).toBe('PRINTERS-ON-MMD');
    expect(lintPolicy(policy)).toEqual([]);
  });

  it('removes clauses, and nobody yields to them any more', () => {
    const policy = extended('remove: [TEST-RING, MS-4-AUTO]');
    expect(policy.clauses).toHaveLength(base.clauses.length - 2);
    expect(policy.clauses.flatMap(({ yieldsTo }) => yieldsTo)).not.toContain('TEST-RING');
    expect(lintPolicy(policy).filter(({ kind }) => kind !== 'uncovered')).toEqual([]);
  });

  it('leaves a gap where it removes what nothing else covers, which its lint finds', () => {
    const policy = extended('remove: [CU-9]');
    expect(lintPolicy(policy)).toMatchObject([
      { kind: 'uncovered', where: [{ kind: ['operational'], area: ['printing'] }] },
    ]);
  });

  it('merges severities, clocks and rules on service impact one by one', () => {
    const policy = extended(`
severity: { low: B }
clocks: { C: { firstResponseMinutes: 60, updateMinutes: 120, hours: 24x7 } }
serviceImpact:
  - { id: SI-high, because: ours, severity: [high] }
  - { id: SI-vip, because: rings, involves: [contextual-mmd-device] }`);
    expect(policy.severity).toEqual({ ...base.severity, low: 'B' });
    expect(policy.clocks).toEqual({
      ...base.clocks,
      C: { firstResponseMinutes: 60, updateMinutes: 120, hours: '24x7' },
    });
    expect(policy.serviceImpact.map(({ id }) => id)).toEqual([...base.serviceImpact.map(({ id }) => id), 'SI-vip']);
    expect(policy.serviceImpact.find(({ id }) => id === 'SI-high')?.because).toBe('ours');
  });

  it('may be extended again', () => {
    const first = extended(`clauses:${PRINTERS_ON_MMD}`);
    const second = parsePolicy(
      'version: contoso-2026-02\ntitle: Again\nextends: contoso-2026-01\nremove: [PRINTERS-ON-MMD]',
      (version) => (version === first.version ? first : null),
    );
    const facts = { kind: 'operational', device: 'mmd', area: 'printing', handledBy: 'nobody' } as const;
    const given = { ...facts, serviceImpact: 'no', ring: 'production' } as const;
    expect(applyPolicy(compilePolicy(first), given).id).toBe('PRINTERS-ON-MMD');
    expect(applyPolicy(compilePolicy(second), given).id).toBe('CU-9');
  });

  it.each([
    ['a base that nobody published', () => parsePolicy(`${HEAD}`), /there is no policy 2021-08-08/],
    ['removing what is not there', () => extended('remove: [CU-99]'), /has no clause CU-99/],
    [
      'standing before what is not there',
      () => extended(`clauses:${PRINTERS_ON_MMD}\n    before: CU-99`),
      /before CU-99/,
    ],
    [
      'standing before what it removes',
      () => extended(`remove: [CU-9]\nclauses:${PRINTERS_ON_MMD}\n    before: CU-9`),
      /before CU-9/,
    ],
    ['taking from what is not there', () => extended(`clauses:${PRINTERS_ON_MMD}\n    takesFrom: [X]`), /takes from X/],
    [
      'moving a clause that it replaces',
      () => extended(`clauses:${PRINTERS_ON_MMD.replace('PRINTERS-ON-MMD', 'CU-9')}\n    before: CU-8`),
      /leave out before/,
    ],
  ] as const)('is refused for %s', (_, read, mistake) => {
    expect(read).toThrow(mistake);
  });
});
