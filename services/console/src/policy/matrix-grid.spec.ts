import { describe, expect, test } from '@jest/globals';
import { matrixOf, shippedPolicies } from '@demarc/contracts';
import { AREAS, FACT_VALUES, type Facts, type Kind, RINGS, cellOf, compilePolicy } from '@demarc/domain';
import { COLUMNS, type CellEntry, type GridRow, gridOf } from './matrix-grid.js';

const policies = await shippedPolicies();
const rowAbout = (grid: readonly GridRow[], area: string) => grid.find(({ areas }) => areas.includes(area as never))!;
const said = ({ cells }: GridRow) =>
  cells.map(({ devices, entries }) => [devices.join(' '), entries.map(({ row }) => row.clauseId).join(' ')]);

describe.each(policies.map((policy) => [policy.version, policy] as const))('the table of %s', (_, policy) => {
  test.each([...FACT_VALUES.kind])(
    'says of %s what the policy decides, for every combination of facts',
    (kind: Kind) => {
      const grid = gridOf(matrixOf(policy).rows, kind);
      const { clauseAt } = compilePolicy(policy);
      const decided = (facts: Facts) => policy.clauses[clauseAt[cellOf(facts)]!]!.id;
      for (const area of AREAS) {
        const row = rowAbout(grid, area);
        for (const device of COLUMNS) {
          const { entries } = row.cells.find(({ devices }) => devices.includes(device))!;
          for (const handledBy of FACT_VALUES.handledBy)
            for (const serviceImpact of FACT_VALUES.serviceImpact)
              for (const ring of device === 'none' ? (['production'] as const) : RINGS) {
                const facts = { kind, device, area, handledBy, serviceImpact, ring };
                const fitting = entries
                  .filter(({ only }) => fits(only, facts))
                  .map(({ row: { clauseId } }) => clauseId);
                expect([facts, fitting]).toEqual([facts, [decided(facts)]]);
              }
        }
      }
    },
  );
});

test('areas about which the same is decided share a row, and devices a cell', () => {
  const { rows } = matrixOf(policies[0]!);
  const grid = gridOf(rows, 'operational');
  expect(grid.flatMap(({ areas }) => areas).toSorted()).toEqual(AREAS.toSorted());
  expect(rowAbout(grid, 'vpn').areas).toEqual(['network', 'vpn', 'proxy']);
  expect(said(rowAbout(grid, 'printing'))).toEqual([['mmd none non-mmd undetermined', 'CU-9']]);
  expect(said(rowAbout(grid, 'device-policy'))).toEqual([
    ['mmd', 'TEST-RING MS-1'],
    ['none', 'MS-1'],
    ['non-mmd', 'CU-7b-DEVICE'],
    ['undetermined', 'UNDETERMINED-OPS'],
  ]);
});

test('what nothing decides is an empty cell', () => {
  expect(gridOf([], 'change').map(({ cells }) => cells)).toEqual([[{ devices: [...COLUMNS], entries: [] }]]);
});

const fits = (only: CellEntry['only'], facts: Facts) =>
  Object.entries(only).every(([name, values]) => (values as readonly string[]).includes(facts[name as keyof Facts]));
