import { CELL_COUNT, cellOf, factsOf } from './cells.js';
import { type Clause, FACT_NAMES, type FactName, type Facts, type Policy } from './policy.js';

/** A policy with its answer for every cell worked out, so that deciding is one look into a table. */
export interface CompiledPolicy {
  readonly policy: Policy;
  /** For each cell the position of its clause in `policy.clauses`; {@link UNCOVERED} when there is none. */
  readonly clauseAt: Uint16Array;
}

export const UNCOVERED = 0xffff;

/** Works out every cell. Does not judge: a cell without a clause is {@link UNCOVERED}, which the linter reports. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const clauseAt = new Uint16Array(CELL_COUNT).fill(UNCOVERED);
  for (let cell = 0; cell < CELL_COUNT; cell += 1) {
    const facts = factsOf(cell);
    const at = policy.clauses.findIndex((clause) => firstFailedFact(clause, facts) === null);
    if (at !== -1) clauseAt[cell] = at;
  }
  return { policy, clauseAt };
}

/** The clause that owns the facts. Throws when none does: such a policy must never have been published. */
export function applyPolicy({ policy, clauseAt }: CompiledPolicy, facts: Facts): Clause {
  const clause = policy.clauses[clauseAt[cellOf(facts)]!];
  if (!clause) throw new UncoveredFactsError(policy.version, facts);
  return clause;
}

/** The first fact that keeps a clause from applying, or null when it applies. */
export function firstFailedFact(clause: Clause, facts: Facts): FactName | null {
  for (const name of FACT_NAMES) {
    const allowed: readonly string[] | undefined = clause.when[name];
    if (allowed && !allowed.includes(facts[name])) return name;
  }
  return null;
}

export class UncoveredFactsError extends Error {
  constructor(
    readonly version: string,
    readonly facts: Facts,
  ) {
    super(`Policy ${version} has no clause for ${JSON.stringify(facts)}; add one and run its lint again.`);
    this.name = 'UncoveredFactsError';
  }
}
