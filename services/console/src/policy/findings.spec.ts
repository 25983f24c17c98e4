import { expect, test } from '@jest/globals';
import { PolicyFileError, parsePolicy, shippedPolicies } from '@demarc/contracts';
import { lintPolicy } from '@demarc/domain';
import { findingsOf, mistakesOf } from './findings.js';

const [oldest] = await shippedPolicies();
const HEAD = `version: mine
title: Mine
extends: '2021-08-08'
`;
const PRINTERS = `  - id: CU-9
    title: Printing is Microsoft's
    when: { kind: [operational], area: [printing] }
    owner: microsoft
    queue: microsoft/operations
    contactArea: it-help-desk
    inform: { queue: customer/it-help-desk, when: always }
`;

function lint(document: string) {
  const policy = parsePolicy(document, () => oldest!);
  const { version, title, clauses } = policy;
  return findingsOf(document, { version, title, clauses: clauses.length, findings: lintPolicy(policy) });
}

function mistakes(document: string) {
  try {
    parsePolicy(document, () => oldest!);
  } catch (error) {
    const { mistakes: found } = error as PolicyFileError;
    return mistakesOf(
      document,
      found.map((detail) => ({ field: 'document', detail })),
    ).map(({ line }) => line);
  }
  throw new Error('it has no mistakes');
}

test('a finding stands at its clause', () => {
  const [found] = lint(`${HEAD}clauses:\n${PRINTERS}    yieldsTo: [CU-8]\n`);
  expect(found).toMatchObject({ line: 5, message: expect.stringContaining('CU-8'), example: null });
});

test('what is about a clause of the policy that it changes stands at what takes it away', () => {
  const found = lint(`${HEAD}remove: [CU-7b-SERVICE]\n`);
  expect(found).not.toEqual([]);
  expect(found[0]).toMatchObject({ line: 4, example: { kind: 'operational', device: 'none' } });
});

test.each([
  ['no YAML', `${HEAD}clauses: [\n`, [4, 5]],
  ['a clause with a wrong value', `${HEAD}clauses:\n${PRINTERS.replace('owner: microsoft', 'owner: nobody')}`, [5]],
  [
    'a clause that contradicts itself',
    `${HEAD}clauses:\n${PRINTERS.replace('queue: microsoft/operations', 'queue: customer/it-help-desk')}`,
    [5],
  ],
  ['a head with a wrong value', HEAD.replace('title: Mine', 'title: []'), [2]],
  ['a head without its version', HEAD.replace('version: mine\n', ''), [1]],
])('the mistakes of %s stand at a line of it', (_, document, lines) => {
  for (const line of mistakes(document)) expect(lines).toContain(line);
});

test('rules of other lists that have ids as well are no clauses', () => {
  const document = `serviceImpact:\n  - id: SI-high\n    because: it is high\nclauses:\n${PRINTERS}`;
  expect(mistakesOf(document, [{ field: 'document', detail: 'clauses[0].owner: is missing' }])[0]!.line).toBe(5);
});
