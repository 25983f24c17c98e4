import { type Clause, FACT_NAMES, type FactName, type Facts, type Policy } from './policy.js';

/** The first clause that applies to the facts. Throws when none does: such a policy must never have been published. */
export function applyPolicy(policy: Policy, facts: Facts): Clause {
  const clause = policy.clauses.find((candidate) => firstFailedFact(candidate, facts) === null);
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
