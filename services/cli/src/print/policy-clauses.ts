import { conditionWords, informWords } from '@demarc/contracts';
import type { Clause, Policy } from '@demarc/domain';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import { wrapText } from './wrap.js';

const INDENT = '    ';

/** The clauses in the order in which they are tried, each with its condition and the words that it restates. */
export function clausesText(policy: Policy, { style, width }: Pick<Session, 'style' | 'width'>): string {
  const { version, title, digest, extends: base, clauses } = policy;
  const wrapped = (text: string) => `${INDENT}${wrapText(text, width, INDENT)}`;
  const block = ({ id, title: says, when, queue, inform, source, quote, yieldsTo }: Clause): readonly string[] => [
    '',
    `${style.bold(id)}  ${wrapText(cleanLine(says), width, INDENT)}`,
    wrapped(`when ${conditionWords(when) || 'anything else'}`),
    `${INDENT}${style.cyan(queue)}, told: ${informWords(inform)}`,
    ...(yieldsTo.length > 0 ? [wrapped(`yields to ${yieldsTo.join(', ')}`)] : []),
    ...(quote === null ? [] : [wrapped(`“${cleanLine(quote)}”`)]),
    style.dim(wrapped(source === null ? 'a decision of the product' : cleanLine(source))),
  ];
  const heading = `${cleanLine(version)}: ${cleanLine(title)}`;
  const from = base === null ? '' : `, extends ${cleanLine(base)}`;
  return [heading, style.dim(`digest ${digest}${from}`), ...clauses.flatMap(block)].join('\n');
}
