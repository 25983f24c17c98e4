import type { ProposalDetail } from '@demarc/contracts';
import { CELL_COUNT, type Clause, type CompiledPolicy, type Queue } from '@demarc/domain';

/** What is otherwise by one policy than by another: its clauses, and which team owns how many combinations of facts. */
export function comparePolicies(
  base: CompiledPolicy,
  proposed: CompiledPolicy,
): Pick<ProposalDetail, 'clauses' | 'cells'> {
  return { clauses: otherClauses(base, proposed), cells: otherOwners(base, proposed) };
}

function otherClauses(base: CompiledPolicy, proposed: CompiledPolicy): ProposalDetail['clauses'] {
  const before = new Map(base.policy.clauses.map((clause) => [clause.id, clause]));
  const after = new Map(proposed.policy.clauses.map((clause) => [clause.id, clause]));
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ id, before: briefOf(was), after: briefOf(is) }];
  });
}

const briefOf = (clause: Clause | undefined) => (clause ? { title: clause.title, queue: clause.queue } : null);

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
