import { type ExpectedDecision, INFORM_NOBODY } from '@demarc/contracts';
import type { Decision } from '@demarc/domain';

/** One thing that is not as expected. */
export interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

const NOTHING = 'nothing';

/**
 * What differs; empty when all is as expected. The halves of a split event are compared by their owners, each decision
 * with one expectation: what is left over on either side differs.
 */
export function compareDecisions(
  expected: readonly ExpectedDecision[],
  decisions: readonly Decision[],
): readonly Difference[] {
  const [one] = expected;
  const [decision] = decisions;
  if (one && decision && expected.length === 1 && decisions.length === 1) return differences(one, decision);
  const left = [...decisions];
  const found = expected.flatMap((half) => {
    const at = left.findIndex(({ party }) => party === half.owner);
    if (at === -1) return [{ field: 'owner', expected: half.owner, got: NOTHING }];
    return left.splice(at, 1).flatMap((match) => differences(half, match));
  });
  return [...found, ...left.map(({ party }) => ({ field: 'owner', expected: NOTHING, got: party }))];
}

/** The outcome of a decision in the words of an expectation. */
export function outcomeOf(decision: Decision): Required<ExpectedDecision> {
  return {
    owner: decision.party,
    queue: decision.queue,
    inform: decision.inform?.queue ?? INFORM_NOBODY,
    severity: decision.severity,
    clause: decision.clauseId,
    device: decision.facts.device,
    provisional: decision.provisional,
  };
}

function differences(expected: ExpectedDecision, decision: Decision): readonly Difference[] {
  const got = outcomeOf(decision);
  const fields = Object.keys(got) as (keyof ExpectedDecision)[];
  return fields
    .filter((field) => expected[field] !== undefined && expected[field] !== got[field])
    .map((field) => ({ field, expected: String(expected[field]), got: String(got[field]) }));
}
