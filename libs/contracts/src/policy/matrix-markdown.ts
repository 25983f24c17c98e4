import type { Policy } from '@demarc/domain';
import { matrixOf } from './matrix.js';
import { MATRIX_COLUMNS, type MatrixWords, matrixNotes, matrixWords } from './matrix-words.js';

const COLUMNS = Object.keys(MATRIX_COLUMNS) as (keyof MatrixWords)[];

/** Who owns what as a table in Markdown, with the severities and clocks below it; no line break at its end. */
export function matrixMarkdown(policy: Policy): string {
  const matrix = matrixOf(policy);
  const rows = matrix.rows.flatMap(matrixWords).map((words) => line(COLUMNS.map((column) => shown(column, words))));
  const notes = matrixNotes(matrix).map((note) => `- ${note}`);
  const head = [line(Object.values(MATRIX_COLUMNS)), line(COLUMNS.map(() => '---'))];
  return [...head, ...rows, '', ...notes].join('\n');
}

function shown(column: keyof MatrixWords, words: MatrixWords): string {
  const text = words[column].replaceAll('|', '\\|');
  return column === 'clause' ? `\`${text}\`` : text;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
