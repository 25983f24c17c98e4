import {
  CLAUSE_FIELDS,
  type ClauseField,
  type ComparedClause,
  type ProposalDetail,
  conditionWords,
  informWords,
  severityWords,
} from '@demarc/contracts';
import { cleanLine } from './clean.js';
import { clockWords } from './plain-words.js';

type Difference = Pick<ProposalDetail, 'clauses' | 'severity' | 'clocks' | 'serviceImpact' | 'cells'>;
type Rule = NonNullable<Difference['serviceImpact'][number]['before']>;

const listed = (values: readonly string[]) => values.join(', ') || 'nothing';
const FIELDS: Readonly<Record<ClauseField, readonly [string, (clause: ComparedClause) => string]>> = {
  title: ['title', ({ title }) => title],
  source: ['source', ({ source }) => source ?? 'a decision of the product'],
  quote: ['quoted words', ({ quote }) => quote ?? 'none'],
  when: ['decides when', ({ when }) => conditionWords(when) || 'anything else'],
  yieldsTo: ['yields to', ({ yieldsTo }) => listed(yieldsTo)],
  order: ['tried', ({ triedAfter }) => (triedAfter === null ? 'first' : `after ${triedAfter}`)],
  queue: ['owner', ({ queue }) => queue],
  provisional: ['taken again when the directory learns more', ({ provisional }) => (provisional ? 'yes' : 'no')],
  contactArea: ['contact area', ({ contactArea }) => contactArea],
  inform: ['told as well', ({ inform }) => informWords(inform)],
  severity: ['severity', ({ severity }) => severityWords(severity)],
  clocks: ['clocks', ({ clocks }) => (clocks ? 'run as the severity says' : 'none run')],
  actions: ['may do on the device', ({ actions }) => listed(actions)],
};
/** What is said of a clause that is added or gone; its title stands above it. */
const WHOLE = CLAUSE_FIELDS.filter((field) => field !== 'title' && field !== 'quote' && field !== 'source');

/** What one policy decides otherwise than another, a line each; a policy that decides the same: one line that says so. */
export function differenceLines({ clauses, severity, clocks, serviceImpact, cells }: Difference): readonly string[] {
  const lines = [
    ...clauses.flatMap(clauseLines),
    ...severity.map(({ reported, before, after }) => `  what is reported as ${reported}: ${before} -> ${after}`),
    ...clocks.map((of) => `  clocks of severity ${of.severity}: ${clockWords(of.before)} -> ${clockWords(of.after)}`),
    ...serviceImpact.map(
      ({ id, before, after }) => `  what may impact the service, ${id}: ${ruleWords(before)} -> ${ruleWords(after)}`,
    ),
    ...cells.map(({ from, to, cells: count }) => `  ${count} combinations of facts go from ${from} to ${to}`),
  ];
  return lines.length > 0 ? lines : ['  nothing'];
}

function clauseLines({ id, before, after, changed }: Difference['clauses'][number]): readonly string[] {
  const line = (field: ClauseField, said: (of: (clause: ComparedClause) => string) => string) => {
    const [name, of] = FIELDS[field];
    return `    ${name}: ${cleanLine(said(of))}`;
  };
  if (before && after) {
    const both = changed.map((field) => line(field, (of) => `${of(before)} -> ${of(after)}`));
    return [`  ${id}, ${cleanLine(after.title)}`, ...both];
  }
  const clause = (after ?? before)!;
  const whole = WHOLE.map((field) => line(field, (of) => of(clause)));
  return [`  ${id}, ${cleanLine(clause.title)}: ${after ? 'added' : 'gone'}`, ...whole];
}

function ruleWords(rule: Rule | null): string {
  if (rule === null) return 'none';
  const { id: _id, because, ...named } = rule;
  const parts = Object.entries(named).map(([name, values]) => `${name} is ${values.join(' or ')}`);
  return cleanLine(`${parts.join(', ')} (${because})`);
}
