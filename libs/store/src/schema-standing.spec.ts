import { expect, it } from '@jest/globals';
import { standingOf } from './schema-standing.js';

const KNOWN = ['FirstHouse1', 'TheDesk2', 'Figures3'];

it('a schema of the very migrations that are known fits', () => {
  expect(standingOf(KNOWN, KNOWN)).toEqual({ problem: null, remark: null });
});

it('an older schema is refused, with what it lacks and what to do', () => {
  const { problem } = standingOf(KNOWN, ['FirstHouse1']);
  expect(problem).toContain('lacks TheDesk2, Figures3');
  expect(problem).toContain('node deploy/migrate.mjs');
});

it('an empty database is refused with a list that stays short', () => {
  expect(standingOf([...KNOWN, 'More4', 'More5'], []).problem).toContain('FirstHouse1, TheDesk2, Figures3 and 2 more');
});

it('a newer schema that only has more is remarked upon, so that an older version can be started in an upgrade', () => {
  const { problem, remark } = standingOf(KNOWN, [...KNOWN, 'Sealed4']);
  expect(problem).toBeNull();
  expect(remark).toContain('Sealed4');
});

it('a newer schema from which something was taken away is refused', () => {
  const { problem } = standingOf(KNOWN, [...KNOWN, 'Sealed4', 'ContractOldNames5']);
  expect(problem).toContain('ContractOldNames5 took away');
});

it('a schema that lacks one and has another is refused for what it lacks', () => {
  expect(standingOf(KNOWN, ['FirstHouse1', 'TheDesk2', 'Other3']).problem).toContain('lacks Figures3');
});
