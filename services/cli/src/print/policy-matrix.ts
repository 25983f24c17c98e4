import { type MatrixWords, type PolicyMatrix, matrixNotes, matrixWords } from '@demarc/contracts';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import { wrapText } from './wrap.js';

/** The matrix under a heading for each kind of event: the clause, what it is about, and who has it. Nothing is cut. */
export function matrixText(matrix: PolicyMatrix, { style, width }: Pick<Session, 'style' | 'width'>): string {
  const words = matrix.rows.flatMap(matrixWords);
  const margin = Math.max(...words.map(({ clause }) => clause.length)) + 4;
  const indent = ' '.repeat(margin);
  const block = ({ clause, about, device, owner, told, severity }: MatrixWords): readonly string[] => [
    `  ${style.bold(clause.padEnd(margin - 2))}${wrapText(`${about}; ${device}`, width, indent)}`,
    `${indent}${style.cyan(owner)}${style.dim(wrapText(`; told: ${told}; severity ${severity}`, width - owner.length, indent))}`,
  ];
  const parts = [...Map.groupBy(words, ({ what }) => what)].flatMap(([what, rows]) => [
    '',
    style.bold(what),
    ...rows.flatMap(block),
  ]);
  const heading = `Who owns what under ${cleanLine(matrix.version)}: ${cleanLine(matrix.title)}`;
  return [heading, ...parts, '', ...matrixNotes(matrix).map((note) => wrapText(note, width, '  '))].join('\n');
}
