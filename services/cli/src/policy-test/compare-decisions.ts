import { type ExpectedDecision, INFORM_NOBODY } from '@demarc/contracts';
import type { Decision } from '@demarc/domain';

/** One thing that is not as expected. */
export interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

const NOTHING = 'nothing';

/** What differs; empty when all is as expected. The halves of a split event are compared by their owners. */
export function compareDecisions(
  expected: readonly ExpectedDecision[],
  decisions: readonly Decision[],
): readonly Difference[] {
  const [one] = expected;
  const [decision] = decisions;
  if (one && decision && expected.length === 1 && decisions.length === 1) return differences(one, decision);
  const unexpected = decisions.filter(({ party }) => expected.every(({ owner }) => owner !== party));
  return [
    ...expected.flatMap((half) => {
      const found = decisions.find(({ party }) => party === half.owner);
      return found ? differences(half, found) : [{ field: 'owner', expected: half.owner, got: NOTHING }];
    }),
    ...unexpected.map(({ party }) => ({ field: 'owner', expected: NOTHING, got: party })),
  ];
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
