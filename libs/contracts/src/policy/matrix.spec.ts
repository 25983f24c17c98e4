import { CELL_COUNT, applyPolicy, cellsOf, compilePolicy, factsOf } from '@demarc/domain';
import { describe, expect, it } from '@jest/globals';
import { matrixMarkdown } from './matrix-markdown.js';
import { matrixOf } from './matrix.js';
import { SHIPPED_POLICY_VERSIONS, shippedPolicy } from './shipped-policies.js';

describe.each(SHIPPED_POLICY_VERSIONS)('the matrix of %s', (version) => {
  it('says of every combination of facts that can happen what the policy decides', async () => {
    const policy = await shippedPolicy(version);
    const compiled = compilePolicy(policy);
    const said = new Map<number, string[]>();
    for (const { clauseId, situations } of matrixOf(policy).rows) {
      for (const cell of situations.flatMap(cellsOf)) said.set(cell, [...(said.get(cell) ?? []), clauseId]);
    }
    for (let cell = 0; cell < CELL_COUNT; cell += 1) {
      const facts = factsOf(cell);
      if (facts.device === 'none' && facts.ring === 'test') continue;
      expect(said.get(cell)).toEqual([applyPolicy(compiled, facts).id]);
    }
  });

  it('has one line for each clause, so that it is read in one look', async () => {
    const policy = await shippedPolicy(version);
    expect(matrixOf(policy).rows.flatMap(({ situations }) => situations)).toHaveLength(policy.clauses.length);
  });
});

it('the table says in plain words who owns what, who is told and how soon', async () => {
  const lines = matrixMarkdown(await shippedPolicy()).split('\n');
  expect(lines[0]).toBe('| what | about | device | owner | told as well | severity | clause |');
  expect(lines).toContain(
    '| Security alert | anything but MMD service account | MMD device, handled by automation | ' +
      'microsoft/security-operations | customer/security, always | one lower than reported | `MS-4-AUTO` |',
  );
  expect(lines).toContain(
    '| Change | endpoint, Microsoft app, Windows update, Office update, device policy, device group, device health, ' +
      'hardware, other | device that the directory cannot place | microsoft/operations, for now | ' +
      'customer/devices, always | always C | `UNDETERMINED-CHANGE` |',
  );
  expect(lines).toContain(
    '| Operational incident | network, VPN, proxy | any device or none | customer/it-help-desk | ' +
      'microsoft/operations, always | as reported | `CU-8` |',
  );
  expect(lines.at(-3)).toBe('- Severity A: first answer within 1 hour, then news every hour, around the clock.');
});
