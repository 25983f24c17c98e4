import { shippedPolicy } from '@demarc/contracts';
import { type Clause, type Policy, compilePolicy } from '@demarc/domain';
import { expect, it } from '@jest/globals';
import { comparePolicies } from './compare-policies.js';
import { movedBetween } from './moved-between.js';

const base = await shippedPolicy();
const compared = (other: Partial<Policy>) => comparePolicies(compilePolicy(base), compilePolicy({ ...base, ...other }));
const [first, second, third] = base.clauses as [Clause, Clause, Clause];
const withFirst = (changes: Partial<Clause>) =>
  compared({ clauses: [{ ...first, ...changes }, ...base.clauses.slice(1)] });
const NOTHING = { clauses: [], severity: [], clocks: [], serviceImpact: [], cells: [] };

it('a policy that decides the same differs in nothing, however its lists are written', () => {
  expect(compared({ version: 'other', title: 'Other' })).toEqual(NOTHING);
  const { when } = first;
  const turned = Object.fromEntries(Object.entries(when).map(([name, values]) => [name, values.toReversed()]));
  expect(withFirst({ when: turned, yieldsTo: first.yieldsTo.toReversed() })).toEqual(NOTHING);
});

it.each<[string, Partial<Clause>]>([
  ['title', { title: 'Otherwise' }],
  ['when', { when: { ...first.when, ring: ['test'] } }],
  ['inform', { inform: { ...first.inform, when: first.inform.when === 'never' ? 'always' : 'never' } }],
  ['severity', { severity: { rule: 'lower', levels: 2 } }],
  ['clocks', { clocks: !first.clocks }],
  ['actions', { actions: first.actions.length > 0 ? [] : ['isolate'] }],
  ['provisional', { provisional: !first.provisional }],
])('of a clause whose %s alone is otherwise it says so, with what it was and would be', (field, changes) => {
  const { clauses } = withFirst(changes);
  expect(clauses).toEqual([
    {
      id: first.id,
      before: { ...first, triedAfter: null },
      after: { ...first, ...changes, triedAfter: null },
      changed: [field],
    },
  ]);
});

it('of an order that alone is otherwise it names the clause that moved, and after which it is tried', () => {
  const { clauses } = compared({ clauses: [second, third, first, ...base.clauses.slice(3)] });
  expect(clauses.map(({ id, changed, before, after }) => [id, changed, before?.triedAfter, after?.triedAfter])).toEqual(
    [[first.id, ['order'], null, third.id]],
  );
});

it('what is added or gone is told whole, and moves no other', () => {
  const { clauses } = compared({ clauses: [{ ...first, id: 'NEW' }, ...base.clauses.slice(1)] });
  expect(clauses.map(({ id, before, after, changed }) => [id, before?.id, after?.id, changed])).toEqual([
    ['NEW', undefined, 'NEW', []],
    [first.id, first.id, undefined, []],
  ]);
});

it('the maps of the whole policy are compared as well, and the rules on what may impact the service', () => {
  const A = { ...base.clocks.A, firstResponseMinutes: 7 };
  const [rule, ...rules] = base.serviceImpact;
  const { clauses, severity, clocks, serviceImpact } = compared({
    severity: { ...base.severity, unknown: 'A' },
    clocks: { ...base.clocks, A },
    serviceImpact: rules,
  });
  expect(clauses).toEqual([]);
  expect(severity).toEqual([{ reported: 'unknown', before: base.severity.unknown, after: 'A' }]);
  expect(clocks).toEqual([{ severity: 'A', before: base.clocks.A, after: A }]);
  expect(serviceImpact).toEqual([{ id: rule!.id, before: rule, after: null }]);
});

it.each([
  ['abcd', 'abcd', ''],
  ['abcd', 'dabc', 'd'],
  ['abcd', 'bcda', 'a'],
  ['abcd', 'xayczd', ''],
  ['abc', 'cba', 'ab'],
])('from %s to %s the fewest move: %s', (before, after, moved) => {
  expect([...movedBetween([...before], [...after])].toSorted().join('')).toBe(moved);
});
