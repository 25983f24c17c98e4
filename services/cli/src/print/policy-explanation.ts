import { informWords } from '@demarc/contracts';
import { type Explanation, FACT_NAMES, type Facts, type Policy } from '@demarc/domain';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import { MARGIN } from './sheet.js';
import { wrapText } from './wrap.js';

/** Who owns some facts, which clauses came before and what would give them to the other party. */
export function explanationText(
  { version }: Policy,
  facts: Facts,
  { clause, passed, flips }: Explanation,
  { style, width }: Pick<Session, 'style' | 'width'>,
): string {
  const part = (name: string, lines: readonly string[]) =>
    lines.map(
      (line, at) => `${style.dim((at === 0 ? name : '').padEnd(MARGIN.length))}${wrapText(line, width, MARGIN)}`,
    );
  return [
    ...part('Facts', [FACT_NAMES.map((name) => `${name} ${facts[name]}`).join(', ')]),
    ...part('Owner', [`${style.cyan(clause.queue)}, told: ${informWords(clause.inform)}`]),
    ...part('Why', [`${clause.id}: ${cleanLine(clause.title)}`, `policy ${cleanLine(version)}`]),
    ...part(
      'Not',
      passed.map(({ id, failed, is, needs }) => `${id}: ${failed} is ${is}, not ${needs.join(' or ')}`),
    ),
    ...part(
      'Otherwise',
      flips.map(({ fact, to, queue, clauseId }) => `if ${fact} were ${to.join(' or ')}: ${queue} (${clauseId})`),
    ),
  ].join('\n');
}
