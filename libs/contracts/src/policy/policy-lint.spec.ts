import { readFile } from 'node:fs/promises';
import { type Policy, applyPolicy, cellsOf, compilePolicy, lintPolicy } from '@demarc/domain';
import { describe, expect, it } from '@jest/globals';
import { parsePolicy } from './policy-file.js';

const fixture = async (name: string): Promise<Policy> =>
  parsePolicy(await readFile(new URL(`fixtures/${name}.yaml`, import.meta.url), 'utf8'));

describe('the lint of a prepared bad policy', () => {
  it('finds the gap and nothing else, with the facts that nobody owns', async () => {
    const policy = await fixture('gap');
    expect(lintPolicy(policy)).toEqual([
      {
        kind: 'uncovered',
        clauses: [],
        cells: 21 * 3 * 2 * 2,
        where: [{ kind: ['operational'], device: ['undetermined'] }],
        example: {
          kind: 'operational',
          device: 'undetermined',
          area: 'endpoint',
          handledBy: 'nobody',
          serviceImpact: 'no',
          ring: 'production',
        },
        message: expect.stringContaining('No clause owns these facts'),
      },
    ]);
    expect(() => applyPolicy(compilePolicy(policy), lintPolicy(policy)[0]!.example!)).toThrow(/no clause/);
  });

  it('finds the clause that decides nothing, and who takes its facts', async () => {
    const findings = lintPolicy(await fixture('unreachable-clause'));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: 'unreachable',
      clauses: ['PRINTING', 'MMD-DEVICES', 'OTHER-DEVICES'],
      cells: cellsOf({ kind: ['operational'], area: ['printing'] }).length,
      example: { area: 'printing', ring: 'production', handledBy: 'nobody', serviceImpact: 'no' },
    });
  });

  it('finds the overlap that nobody said, and is content once it is said', async () => {
    const policy = await fixture('overlap');
    const findings = lintPolicy(policy);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: 'shadowed',
      clauses: ['MMD-DEVICES', 'PRINTING'],
      cells: 3 * 2 * 2,
      where: [{ kind: ['operational'], device: ['mmd'], area: ['printing'] }],
      example: { device: 'mmd', area: 'printing' },
    });
    const clauses = policy.clauses.map((one) => (one.id === 'MMD-DEVICES' ? { ...one, yieldsTo: ['PRINTING'] } : one));
    expect(lintPolicy({ ...policy, clauses })).toEqual([]);
  });
});
