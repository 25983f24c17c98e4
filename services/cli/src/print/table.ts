import Table from 'cli-table3';
import { cleanLine } from './clean.js';
import type { Style } from './style.js';

/** One column of a list. Ids, states and times keep their width; a `flexible` one takes what is left and is cut. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly paint?: (text: string, row: Row) => string;
  readonly flexible?: true;
  readonly right?: true;
  /** Left out, highest number first, while the flexible column would be narrower than {@link COMFORTABLE}. */
  readonly dropFirst?: number;
}

const GAP = '  ';
const COMFORTABLE = 26;
const NARROWEST = 12;
const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((edge) => [
    [edge, ''],
    [`${edge}-mid`, ''],
    [`${edge}-left`, ''],
    [`${edge}-right`, ''],
  ]),
);

/** A table without lines that fits the width; long titles end in an ellipsis, ids never do. */
export function tableText<Row>(rows: readonly Row[], all: readonly Column<Row>[], width: number, style: Style): string {
  const columns = fitting(rows, all, width);
  const left = leftForFlexible(rows, columns, width);
  const table = new Table({
    head: columns.map(({ title }) => style.dim(title)),
    chars: { ...NO_LINES, middle: GAP, 'mid-mid': '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths: columns.map((column) =>
      column.flexible ? Math.min(left, widthOf(rows, column)) : widthOf(rows, column),
    ),
    colAligns: columns.map(({ right }) => (right ? 'right' : 'left')),
  });
  for (const row of rows) {
    table.push(columns.map(({ value, paint = same }) => paint(cleanLine(value(row)), row)));
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function fitting<Row>(rows: readonly Row[], all: readonly Column<Row>[], width: number): readonly Column<Row>[] {
  const optional = all.filter((column) => column.dropFirst !== undefined);
  const order = optional.sort((a, b) => (b.dropFirst ?? 0) - (a.dropFirst ?? 0));
  let columns = all;
  for (const next of order) {
    const wanted = columns.filter((column) => column.flexible).map((column) => widthOf(rows, column));
    if (leftForFlexible(rows, columns, width) >= Math.min(COMFORTABLE, ...wanted)) break;
    columns = columns.filter((column) => column !== next);
  }
  return columns;
}

function leftForFlexible<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): number {
  const fixed = columns.filter((column) => !column.flexible).reduce((sum, column) => sum + widthOf(rows, column), 0);
  const flexible = Math.max(1, columns.filter((column) => column.flexible).length);
  return Math.max(NARROWEST, Math.floor((width - fixed - GAP.length * (columns.length - 1)) / flexible));
}

function widthOf<Row>(rows: readonly Row[], { title, value }: Column<Row>): number {
  return rows.reduce((most, row) => Math.max(most, cleanLine(value(row)).length), title.length);
}

function same(text: string): string {
  return text;
}
