import { conditionWords } from '@demarc/contracts';
import { type Condition, FACT_NAMES, type Facts, type Finding, type Policy } from '@demarc/domain';
import { ProblemError } from '../door/problem-error.js';

const MOST_FINDINGS_SHOWN = 200;

/** What keeps a policy from being `published`, `proposed` or `replayed`, each finding with the facts of an example. */
export function lintRefusal(
  { version }: Policy,
  findings: readonly Finding[],
  wanted: 'published' | 'proposed' | 'replayed',
): ProblemError {
  const count = `${findings.length} ${findings.length === 1 ? 'thing' : 'things'}`;
  const more = findings.length > MOST_FINDINGS_SHOWN ? `; the first ${MOST_FINDINGS_SHOWN} are listed` : '';
  const detail = `The lint of policy ${version} found ${count}${more}. Nothing was ${wanted}; mend it and try again.`;
  const errors = findings.slice(0, MOST_FINDINGS_SHOWN).map(({ clauses, message, example }) => ({
    field: clauses[0] === undefined ? 'clauses' : `clauses.${clauses[0]}`,
    detail: example ? `${message} An example: ${exampleWords(example)}.` : message,
  }));
  return new ProblemError('invalid-content', detail, { errors });
}

function exampleWords(facts: Facts): string {
  return conditionWords(Object.fromEntries(FACT_NAMES.map((name) => [name, [facts[name]]])) as Condition);
}
