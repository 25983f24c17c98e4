import { type CompiledPolicy, applyPolicy, firstFailedFact } from './apply.js';
import { FACT_VALUES } from './cells.js';
import { type Clause, FACT_NAMES, type FactName, type Facts, type Party, type Queue, partyOf } from './policy.js';

/** A clause that stands before the one that won, and the first fact that kept it from applying. */
export interface PassedClause {
  readonly id: string;
  readonly title: string;
  readonly queue: Queue;
  readonly failed: FactName;
  readonly is: string;
  readonly needs: readonly string[];
}

/** If this one fact had been one of these values, the other party would own it. */
export interface Flip {
  readonly fact: FactName;
  readonly is: string;
  readonly to: readonly string[];
  readonly party: Party;
  readonly queue: Queue;
  readonly clauseId: string;
}

/** Why these facts have this owner under this policy: everything that follows from the two alone. */
export interface Explanation {
  readonly clause: Clause;
  readonly passed: readonly PassedClause[];
  readonly flips: readonly Flip[];
}

/** Explains a decision. Pure, so that a receipt needs to keep nothing but the facts and the policy's version. */
export function explain(compiled: CompiledPolicy, facts: Facts): Explanation {
  const clause = applyPolicy(compiled, facts);
  return { clause, passed: passedBefore(compiled, clause, facts), flips: flipsOf(compiled, clause, facts) };
}

function passedBefore({ policy }: CompiledPolicy, winner: Clause, facts: Facts): readonly PassedClause[] {
  return policy.clauses.slice(0, policy.clauses.indexOf(winner)).map((clause) => {
    const failed = firstFailedFact(clause, facts)!;
    const { id, title, queue, when } = clause;
    return { id, title, queue, failed, is: facts[failed], needs: when[failed]! };
  });
}

/** Values of one fact that lead to the same clause stand together. */
function flipsOf(compiled: CompiledPolicy, winner: Clause, facts: Facts): readonly Flip[] {
  const owner = partyOf(winner.queue);
  return FACT_NAMES.flatMap((fact) => {
    const others = FACT_VALUES[fact]
      .filter((value) => value !== facts[fact])
      .map((value) => ({ value, clause: applyPolicy(compiled, { ...facts, [fact]: value }) }))
      .filter(({ clause }) => partyOf(clause.queue) !== owner);
    return [...Map.groupBy(others, ({ clause }) => clause)].map(([clause, alike]) => ({
      fact,
      is: facts[fact],
      to: alike.map(({ value }) => value),
      party: partyOf(clause.queue),
      queue: clause.queue,
      clauseId: clause.id,
    }));
  });
}
