import { conditionWords } from '@demarc/contracts';
import { CELL_COUNT, FACT_NAMES, type Facts, type Finding } from '@demarc/domain';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import { wrapText } from './wrap.js';

/** What the lint says of one file: its findings, or why it could not be read. */
export type LintedPolicy =
  | {
      readonly file: string;
      readonly ok: boolean;
      readonly version: string;
      readonly clauses: number;
      readonly findings: readonly Finding[];
    }
  | { readonly file: string; readonly ok: false; readonly mistakes: readonly string[] };

const INDENT = ' '.repeat(6);
const MOST_CONDITIONS = 5;

/** One line when all is well, else every finding with where it is, an example, and what to do. */
export function lintText(linted: LintedPolicy, { style, width }: Pick<Session, 'style' | 'width'>): string {
  const file = style.bold(cleanLine(linted.file));
  if ('mistakes' in linted) {
    const mistakes = linted.mistakes.map((mistake) => `  ${wrapText(cleanLine(mistake), width, INDENT)}`);
    return [`${style.red('bad')}   ${file}  cannot be read`, ...mistakes].join('\n');
  }
  const { version, clauses, findings } = linted;
  const about = `${cleanLine(version)}, ${clauses} clauses over ${CELL_COUNT} combinations of facts`;
  if (linted.ok) return `${style.green('ok')}    ${file}  ${about}`;
  const lines = findings.flatMap(({ kind, clauses: named, cells, where, example, message }) => {
    const more = where.length > MOST_CONDITIONS ? [`and ${where.length - MOST_CONDITIONS} more conditions`] : [];
    const places = [...where.slice(0, MOST_CONDITIONS).map((one) => conditionWords(one) || 'always'), ...more];
    return [
      `  ${style.yellow(kind)}  ${[...named, `${cells} combinations`].join(', ')}`,
      `${INDENT}${wrapText(message, width, INDENT)}`,
      ...places.map((place) => `${INDENT}where ${wrapText(place, width, `${INDENT}  `)}`),
      ...(example ? [style.dim(`${INDENT}for example ${wrapText(factsText(example), width, `${INDENT}  `)}`)] : []),
    ];
  });
  const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  return [`${style.red('bad')}   ${file}  ${about}: ${count}`, ...lines].join('\n');
}

function factsText(facts: Facts): string {
  return FACT_NAMES.map((name) => `${name} ${facts[name]}`).join(', ');
}
