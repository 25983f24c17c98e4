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
  const widths = widthsOf(rows, columns, width);
  const table = new Table({
    head: columns.map(({ title }) => style.dim(title)),
    chars: { ...NO_LINES, middle: GAP, 'mid-mid': '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths: columns.map((column) => widths.get(column) ?? 0),
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
  const order = all
    .filter(({ dropFirst }) => dropFirst !== undefined)
    .toSorted((a, b) => (b.dropFirst ?? 0) - (a.dropFirst ?? 0));
  let columns = all;
  for (const next of order) {
    const widths = widthsOf(rows, columns, width);
    const isTight = columns.some((column) => (widths.get(column) ?? 0) < Math.min(COMFORTABLE, widthOf(rows, column)));
    if (!isTight && sumOf(widths) <= width) break;
    columns = columns.filter((column) => column !== next);
  }
  return columns;
}

/** Fixed columns as wide as they are; flexible ones share what is left, and what one does not need is the others'. */
function widthsOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): Map<Column<Row>, number> {
  const widths = new Map(columns.filter(({ flexible }) => !flexible).map((column) => [column, widthOf(rows, column)]));
  let left = width - sumOf(widths) - GAP.length * (columns.length - widths.size);
  const flexible = columns.filter((column) => column.flexible).toSorted((a, b) => widthOf(rows, a) - widthOf(rows, b));
  flexible.forEach((column, index) => {
    const share = Math.max(NARROWEST, Math.floor(left / (flexible.length - index)));
    const given = Math.min(share, widthOf(rows, column));
    widths.set(column, given);
    left -= given;
  });
  return widths;
}

/** The width of a line: columns and the gaps between them. */
function sumOf(widths: ReadonlyMap<unknown, number>): number {
  return [...widths.values()].reduce((sum, one) => sum + one, 0) + GAP.length * Math.max(0, widths.size - 1);
}

function widthOf<Row>(rows: readonly Row[], { title, value }: Column<Row>): number {
  return rows.reduce((most, row) => Math.max(most, cleanLine(value(row)).length), title.length);
}

function same(text: string): string {
  return text;
}
