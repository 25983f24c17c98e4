import { isDeepStrictEqual } from 'node:util';
import { CLAUSE_FIELDS, type ClauseField, type ComparedClause, type ProposalDetail } from '@demarc/contracts';
import {
  CELL_COUNT,
  type Clause,
  type CompiledPolicy,
  type Policy,
  type Queue,
  SEVERITIES,
  SOURCE_SEVERITIES,
} from '@demarc/domain';
import { movedBetween } from './moved-between.js';

type Difference = Pick<ProposalDetail, 'clauses' | 'severity' | 'clocks' | 'serviceImpact' | 'cells'>;

/** All that one policy decides otherwise than another, and which team owns how many combinations of facts. */
export function comparePolicies(base: CompiledPolicy, proposed: CompiledPolicy): Difference {
  const [was, is] = [base.policy, proposed.policy];
  return {
    clauses: otherClauses(was, is),
    severity: SOURCE_SEVERITIES.flatMap((reported) => {
      const [before, after] = [was.severity[reported], is.severity[reported]];
      return before === after ? [] : [{ reported, before, after }];
    }),
    clocks: SEVERITIES.flatMap((severity) => {
      const [before, after] = [was.clocks[severity], is.clocks[severity]];
      return isDeepStrictEqual(before, after) ? [] : [{ severity, before, after }];
    }),
    serviceImpact: pairsById(was.serviceImpact, is.serviceImpact).filter(
      ({ before, after }) => !isDeepStrictEqual(before, after),
    ),
    cells: otherOwners(base, proposed),
  };
}

function otherClauses(was: Policy, is: Policy): ProposalDetail['clauses'] {
  const moved = movedBetween(was.clauses.map(idOf), is.clauses.map(idOf));
  return pairsById(placed(was.clauses), placed(is.clauses)).flatMap(({ id, before, after }) => {
    const changed = before && after ? CLAUSE_FIELDS.filter((field) => isOther(field, before, after, moved)) : [];
    return before && after && changed.length === 0 ? [] : [{ id, before, after, changed }];
  });
}

function isOther(field: ClauseField, before: Clause, after: Clause, moved: ReadonlySet<string>): boolean {
  return field === 'order' ? moved.has(after.id) : !isDeepStrictEqual(meantBy(before[field]), meantBy(after[field]));
}

/** Lists within a clause are sets: written in another order they mean the same. */
function meantBy(value: unknown): unknown {
  if (Array.isArray(value)) return value.toSorted();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, meantBy(part)]));
}

const idOf = ({ id }: { readonly id: string }) => id;

const placed = (clauses: readonly Clause[]): ComparedClause[] =>
  clauses.map((clause, at) => ({ ...clause, triedAfter: clauses[at - 1]?.id ?? null }));

/** What two lists have by the same id, in the order of the second; what the second lacks comes last. */
function pairsById<One extends { readonly id: string }>(was: readonly One[], is: readonly One[]) {
  const before = new Map(was.map((one) => [one.id, one]));
  const after = new Map(is.map((one) => [one.id, one]));
  const ids = [...new Set([...after.keys(), ...before.keys()])];
  return ids.map((id) => ({ id, before: before.get(id) ?? null, after: after.get(id) ?? null }));
}

function otherOwners(base: CompiledPolicy, proposed: CompiledPolicy): ProposalDetail['cells'] {
  const flows = new Map<string, { from: Queue; to: Queue; cells: number }>();
  for (let cell = 0; cell < CELL_COUNT; cell += 1) {
    const [from, to] = [ownerOf(base, cell), ownerOf(proposed, cell)];
    // What nobody owns its lint finds.
    if (from === undefined || to === undefined || from === to) continue;
    const flow = flows.get(`${from} ${to}`) ?? { from, to, cells: 0 };
    flow.cells += 1;
    flows.set(`${from} ${to}`, flow);
  }
  return [...flows.values()].toSorted((one, other) => other.cells - one.cells);
}

const ownerOf = ({ policy, clauseAt }: CompiledPolicy, cell: number): Queue | undefined =>
  policy.clauses[clauseAt[cell]!]?.queue;
