import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clause, policyFixture } from '../fixtures/policy-fixture.js';
import { UNCOVERED, compilePolicy } from './apply.js';
import { CELL_COUNT, FACT_VALUES } from './cells.js';
import { lintPolicy } from './lint.js';
import type { Clause, Condition } from './policy.js';

const lint = (...clauses: Clause[]) => lintPolicy(policyFixture({ clauses }));
const kinds = (...clauses: Clause[]) => lint(...clauses).map(({ kind, clauses: named }) => [kind, ...named]);
const REST = clause({ id: 'REST' });
const VPN = clause({ id: 'VPN', when: { area: ['vpn'] }, queue: 'customer/other' });
const MMD = clause({ id: 'MMD', when: { device: ['mmd'] }, queue: 'customer/devices' });

describe('the lint of a policy', () => {
  it('is content with the special before the general', () => {
    expect(lintPolicy(policyFixture())).toEqual([]);
    expect(lint(VPN, REST)).toEqual([]);
  });

  it('reports each group of facts that nobody owns once, described by as few facts as possible', () => {
    const gaps = lint(
      clause({ id: 'MOST', when: { device: ['mmd', 'non-mmd', 'none'], kind: ['security', 'change'] } }),
    );
    expect(gaps.map(({ where }) => where)).toEqual([
      [{ device: ['undetermined'] }],
      [{ kind: ['operational'], device: ['mmd', 'non-mmd', 'none'] }],
    ]);
    expect(gaps.reduce((sum, { cells }) => sum + cells, 0)).toBe(CELL_COUNT - CELL_COUNT * (3 / 4) * (2 / 3));
  });

  it('names the clauses that take everything from one that decides nothing, and says no more of it', () => {
    const both = clause({ id: 'BOTH', when: { device: ['mmd'], area: ['vpn', 'proxy'] } });
    const proxy = clause({ id: 'PROXY', when: { area: ['proxy'] }, queue: 'customer/it-help-desk' });
    expect(kinds(VPN, proxy, both, REST)).toEqual([['unreachable', 'BOTH', 'VPN', 'PROXY']]);
  });

  it('says of a clause whose condition no facts meet that it decides nothing', () => {
    const [finding] = lint(clause({ id: 'NEVER', when: { area: [] } }), REST);
    expect(finding).toMatchObject({ kind: 'unreachable', clauses: ['NEVER'], cells: 0, example: null });
  });

  it('reports an overlap with another outcome that nobody said, with facts where both meet', () => {
    const [finding, ...more] = lint(VPN, MMD, REST);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'shadowed',
      clauses: ['MMD', 'VPN'],
      where: [{ device: ['mmd'], area: ['vpn'] }],
      example: { device: 'mmd', area: 'vpn', ring: 'production' },
    });
  });

  it.each<[string, Partial<Clause>]>([
    ['queue', { queue: 'customer/other' }],
    ['rule of informing', { inform: { queue: 'microsoft/operations', when: 'never' } }],
    ['severity', { severity: { rule: 'fixed', severity: 'C' } }],
    ['lowering of severity', { severity: { rule: 'lower', levels: 1 } }],
    ['clocks', { clocks: false }],
    ['actions', { actions: ['isolate'] }],
    ['standing', { provisional: true }],
  ])('counts another %s as another outcome, and the same one as none', (_, other) => {
    const first = clause({ id: 'FIRST', when: { area: ['vpn'] }, ...other });
    const alike = clause({ id: 'SECOND', when: { device: ['mmd'] }, ...other });
    const unlike = clause({ id: 'SECOND', when: { device: ['mmd'] } });
    expect(kinds(first, unlike, REST)).toEqual([['shadowed', 'SECOND', 'FIRST']]);
    expect(kinds(first, alike, REST)).toEqual([]);
  });

  it('is content with an overlap that is said', () => {
    expect(lint(VPN, { ...MMD, yieldsTo: ['VPN'] }, REST)).toEqual([]);
  });

  it.each([
    ['is not there', ['GONE']],
    ['does not stand before it', ['REST']],
    ['takes nothing from it', ['DATA']],
  ])('reports a clause that yields to one which %s', (reason, yieldsTo) => {
    const data = clause({ id: 'DATA', when: { device: ['none'], area: ['data'] } });
    const [finding, ...more] = lint(data, { ...MMD, yieldsTo }, REST);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ kind: 'stale-yield', clauses: ['MMD', ...yieldsTo], cells: 0 });
    expect(finding?.message).toContain(reason);
  });

  it('passes only policies that answer every combination of facts, with every clause in use', () => {
    const conditions = fc.record(
      {
        device: fc.subarray([...FACT_VALUES.device], { minLength: 1 }),
        kind: fc.subarray([...FACT_VALUES.kind], { minLength: 1 }),
        ring: fc.subarray([...FACT_VALUES.ring], { minLength: 1 }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Condition>;
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1, maxLength: 5 }), (whens) => {
        const clauses = whens.map((when, at) => clause({ id: `C${at}`, when }));
        const policy = policyFixture({ clauses });
        const owners = [...compilePolicy(policy).clauseAt];
        const used = new Set(owners.map((at) => clauses[at]?.id));
        const gaps = owners.filter((at) => at === UNCOVERED).length;
        const findings = lintPolicy(policy);
        expect(lintPolicy(policy)).toEqual(findings);
        const uncovered = findings.filter(({ kind }) => kind === 'uncovered');
        expect(uncovered.reduce((sum, { cells }) => sum + cells, 0)).toBe(gaps);
        expect(findings.filter(({ kind }) => kind === 'unreachable').map(({ clauses: [id] }) => id)).toEqual(
          clauses.filter(({ id }) => !used.has(id)).map(({ id }) => id),
        );
      }),
      { numRuns: 40 },
    );
  });
});
