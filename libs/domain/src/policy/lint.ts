import { UNCOVERED, compilePolicy } from './apply.js';
import { boxesOf, cellsOf, exampleOf } from './boxes.js';
import { type Clause, type Condition, type Facts, FACT_NAMES, type Policy } from './policy.js';

/**
 * - `uncovered`: no clause owns some facts. Nothing may be routed by such a policy.
 * - `unreachable`: a clause decides nothing, because earlier ones take all that it covers.
 * - `shadowed`: an earlier clause takes what a later one covers as well, with another outcome, and nobody said so.
 * - `stale-yield`: a clause says that it yields to one that takes nothing from it.
 */
export const FINDING_KINDS = ['uncovered', 'unreachable', 'shadowed', 'stale-yield'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One thing that is wrong with a policy; a policy with any is not published. */
export interface Finding {
  readonly kind: FindingKind;
  /** The clause at fault, then those that take from it; empty when the fault is that there is none. */
  readonly clauses: readonly string[];
  /** How many combinations of facts it is about. */
  readonly cells: number;
  /** Exactly the facts it is about, in as few conditions as possible. */
  readonly where: readonly Condition[];
  /** The most ordinary of those facts; null when it is about none. */
  readonly example: Facts | null;
  /** What is wrong and what to change, as a sentence. */
  readonly message: string;
}

/**
 * Walks every combination of facts and reports what keeps the policy from being sure and plain: gaps, clauses without
 * effect, overlaps that are not said. A later clause may cover what an earlier one takes when the earlier one is
 * contained in it (the special before the general), when both have one outcome, or when it says `yieldsTo`.
 * Sorted by kind, then by the order of the clauses; the same policy always gives the same findings.
 */
export function lintPolicy(policy: Policy): readonly Finding[] {
  const { clauseAt } = compilePolicy(policy);
  const covered = policy.clauses.map(({ when }) => cellsOf(when));
  const takenFrom = policy.clauses.map((_, at) => Map.groupBy(covered[at]!, (cell) => clauseAt[cell]!));
  const isReachable = (at: number) => takenFrom[at]!.has(at);
  const clauses = policy.clauses.map((clause, at) => ({ clause, at }));
  return [
    ...uncovered(clauseAt),
    ...clauses
      .filter(({ at }) => !isReachable(at))
      .map(({ clause, at }) => unreachable(policy, clause, takenFrom[at]!)),
    ...clauses.filter(({ at }) => isReachable(at)).flatMap(({ at }) => shadowed(policy, at, takenFrom[at]!)),
    ...clauses.flatMap(({ clause, at }) => staleYields(policy, clause, takenFrom[at]!)),
  ];
}

/** Cells that a clause covers, by the position of the clause that owns them: its own or an earlier one's. */
type Taken = ReadonlyMap<number, readonly number[]>;

function uncovered(clauseAt: Uint16Array): readonly Finding[] {
  const cells = [...clauseAt.keys()].filter((cell) => clauseAt[cell] === UNCOVERED);
  return boxesOf(cells).map((condition) =>
    found('uncovered', [], cellsOf(condition), 'No clause owns these facts: add one, or widen one that is there.'),
  );
}

function unreachable(policy: Policy, clause: Clause, taken: Taken): Finding {
  const takers = [...taken.keys()].sort((a, b) => a - b).map((at) => policy.clauses[at]!.id);
  const what = `${clause.id} decides nothing, because ${listed(takers)} before it already took all that it covers`;
  return found(
    'unreachable',
    [clause.id, ...takers],
    [...taken.values()].flat(),
    takers.length > 0
      ? `${what}: move it forward, or remove it.`
      : `${clause.id} decides nothing, because a fact it names may have no value at all: list one, or remove it.`,
  );
}

function shadowed(policy: Policy, at: number, taken: Taken): readonly Finding[] {
  const later = policy.clauses[at]!;
  return [...taken]
    .filter(([by]) => by !== at)
    .sort(([a], [b]) => a - b)
    .flatMap(([by, cells]) => {
      const earlier = policy.clauses[by]!;
      if (later.yieldsTo.includes(earlier.id) || isContained(earlier, later) || sameOutcome(earlier, later)) return [];
      const what = `${earlier.id} takes facts that ${later.id} covers too, and they have another outcome there`;
      const remedy = `narrow one of them, or say yieldsTo: [${earlier.id}] on ${later.id}`;
      return [found('shadowed', [later.id, earlier.id], cells, `${what}: ${remedy}.`)];
    });
}

function staleYields(policy: Policy, clause: Clause, taken: Taken): readonly Finding[] {
  const at = policy.clauses.indexOf(clause);
  return clause.yieldsTo.flatMap((id) => {
    const earlier = policy.clauses.findIndex((candidate) => candidate.id === id);
    if (earlier !== -1 && earlier < at && taken.has(earlier)) return [];
    const reason =
      earlier === -1 ? 'is not there' : earlier < at ? 'takes nothing from it' : 'does not stand before it';
    const message = `${clause.id} says that it yields to ${id}, which ${reason}: leave ${id} out of its yieldsTo.`;
    return [found('stale-yield', [clause.id, id], [], message)];
  });
}

function found(kind: FindingKind, clauses: readonly string[], cells: readonly number[], message: string): Finding {
  return { kind, clauses, cells: cells.length, where: boxesOf(cells), example: exampleOf(cells), message };
}

/** Whether every combination of facts of the one is also one of the other. */
function isContained(inner: Clause, outer: Clause): boolean {
  return FACT_NAMES.every((name) => {
    const [narrow, wide]: (readonly string[] | undefined)[] = [inner.when[name], outer.when[name]];
    return !wide || (narrow?.every((value) => wide.includes(value)) ?? false);
  });
}

function sameOutcome(a: Clause, b: Clause): boolean {
  return JSON.stringify(outcomeOf(a)) === JSON.stringify(outcomeOf(b));
}

function outcomeOf({ queue, inform, severity, clocks, actions, provisional }: Clause): readonly unknown[] {
  const rule =
    severity.rule === 'fixed' ? severity.severity : severity.rule === 'lower' ? severity.levels : severity.rule;
  return [queue, inform.queue, inform.when, rule, clocks, actions.toSorted(), provisional];
}

function listed(ids: readonly string[]): string {
  return ids.length < 2 ? (ids[0] ?? 'nothing') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}
