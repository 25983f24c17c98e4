import {
  type Clause,
  type Condition,
  type Party,
  type Policy,
  boxesOf,
  cellsOf,
  compilePolicy,
  partyOf,
} from '@demarc/domain';

/** One row of who owns what: what a clause decides, and what follows. */
export interface MatrixRow extends Pick<
  Clause,
  'queue' | 'contactArea' | 'inform' | 'severity' | 'clocks' | 'provisional' | 'source' | 'title'
> {
  readonly clauseId: string;
  readonly owner: Party;
  /** The facts under which it decides, after everything that earlier clauses take; mostly one condition. */
  readonly situations: readonly Condition[];
  /** How many combinations of facts it decides. */
  readonly cells: number;
}

/** A policy as a person reads it: each situation once, with its owner. */
export interface PolicyMatrix extends Pick<Policy, 'version' | 'title' | 'severity' | 'clocks'> {
  readonly rows: readonly MatrixRow[];
}

/** A ring is a device's: without a device these never happen, and need no words. */
const NEVER_HAPPENS: ReadonlySet<number> = new Set(cellsOf({ device: ['none'], ring: ['test'] }));

/**
 * The matrix of a policy, worked out from its answer to every combination of facts, so that it cannot say anything
 * else than the policy does. One row for each clause that decides anything, in their order.
 */
export function matrixOf(policy: Policy): PolicyMatrix {
  const { clauseAt } = compilePolicy(policy);
  const owned = Map.groupBy(clauseAt.keys(), (cell) => clauseAt[cell]!);
  const rows = policy.clauses.flatMap((clause, at) => {
    const cells = owned.get(at);
    return cells ? [rowOf(clause, cells)] : [];
  });
  const { version, title, severity, clocks } = policy;
  return { version, title, severity, clocks, rows };
}

function rowOf(clause: Clause, cells: readonly number[]): MatrixRow {
  const { id, title, source, queue, contactArea, inform, severity, clocks, provisional } = clause;
  const mayHappen = cells.filter((cell) => !NEVER_HAPPENS.has(cell));
  return {
    clauseId: id,
    title,
    source,
    situations: boxesOf(mayHappen, NEVER_HAPPENS),
    cells: cells.length,
    owner: partyOf(queue),
    queue,
    contactArea,
    inform,
    severity,
    clocks,
    provisional,
  };
}
