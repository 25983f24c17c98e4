import { CsvError, parse } from 'csv-parse/sync';

/** One mistake in an imported file. `line` counts from 1 with the header; of JSON it is the entry's number. */
export interface RowError {
  readonly line: number;
  readonly field: string | null;
  readonly detail: string;
}

export interface TableRow<Column extends string> {
  readonly line: number;
  /** Trimmed; '' where nothing stands. Lists of JSON are joined with `;`, as in CSV. */
  readonly cells: Readonly<Record<Column, string>>;
}

export interface ImportTable<Column extends string> {
  /** The columns that the file has: what it does not have it says nothing about. */
  readonly columns: ReadonlySet<Column>;
  readonly rows: readonly TableRow<Column>[];
  readonly errors: readonly RowError[];
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Reads CSV text: a header with known column names in any order, then rows. A byte order mark is skipped. */
export function readCsv<Column extends string>(text: string, known: readonly Column[]): ImportTable<Column> {
  let records: CsvRecord[];
  try {
    records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause['lines'] === 'number' ? cause['lines'] : 1;
    return failed(line, null, `the file is not CSV: ${cause.message}`);
  }
  const [header, ...body] = records;
  if (!header) return failed(1, null, `the file is empty; expected a header with columns out of ${known.join(', ')}`);
  const names = header.record.map((name) => name.trim().toLowerCase());
  const errors = headerErrors(names, known);
  if (errors.length > 0) return { columns: new Set(), rows: [], errors };
  const rows: TableRow<Column>[] = [];
  for (const { record, info } of body) {
    if (record.every((cell) => cell.trim() === '')) continue;
    if (record.length !== names.length) {
      errors.push({
        line: info.lines,
        field: null,
        detail: `the row has ${record.length} cells, the header ${names.length}`,
      });
      continue;
    }
    const cells = Object.fromEntries([
      ...known.map((name) => [name, '']),
      ...names.map((name, at) => [name, record[at]!.trim()]),
    ]);
    rows.push(checked({ line: info.lines, cells: cells as Record<Column, string> }, errors));
  }
  return { columns: new Set(names as Column[]), rows, errors };
}

/** Reads JSON entries whose fields are named like the columns. Numbers are not taken: a serial is text. */
export function readEntries<Column extends string>(
  entries: readonly unknown[],
  known: readonly Column[],
): ImportTable<Column> {
  const columns = new Set<Column>();
  const errors: RowError[] = [];
  const rows = entries.map((entry, at) => {
    const line = at + 1;
    const cells = Object.fromEntries(known.map((name) => [name, ''])) as Record<Column, string>;
    const fields = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? Object.entries(entry) : null;
    if (!fields) errors.push({ line, field: null, detail: 'expected a JSON object with the fields of a row' });
    for (const [name, value] of fields ?? []) {
      const cell = cellOf(value);
      if (!known.some((candidate) => candidate === name))
        errors.push({ line, field: name, detail: unknownColumn(name, known) });
      else if (cell === null) errors.push({ line, field: name, detail: 'expected text, a list of texts or null' });
      else {
        columns.add(name as Column);
        cells[name as Column] = cell;
      }
    }
    return checked({ line, cells }, errors);
  });
  return { columns, rows, errors };
}

function headerErrors(names: readonly string[], known: readonly string[]): RowError[] {
  return names.flatMap((name, at) => {
    if (!known.includes(name)) return [{ line: 1, field: name, detail: unknownColumn(name, known) }];
    return names.indexOf(name) < at ? [{ line: 1, field: name, detail: 'the column stands in the header twice' }] : [];
  });
}

function unknownColumn(name: string, known: readonly string[]): string {
  return `no column is named "${name.slice(0, 100)}"; known are ${known.join(', ')}`;
}

function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value.join(';');
  return null;
}

const LONGEST_CELL = 4_000;

/** PostgreSQL keeps no NUL and JSON no half of a character; both in an inventory are damage. */
function checked<Column extends string>(row: TableRow<Column>, errors: RowError[]): TableRow<Column> {
  for (const [field, cell] of Object.entries<string>(row.cells)) {
    if (cell.includes('\0') || !cell.isWellFormed())
      errors.push({ line: row.line, field, detail: 'holds a NUL or half of a character' });
    if (cell.length > LONGEST_CELL)
      errors.push({ line: row.line, field, detail: `is longer than ${LONGEST_CELL} characters` });
  }
  return row;
}

function failed<Column extends string>(line: number, field: string | null, detail: string): ImportTable<Column> {
  return { columns: new Set(), rows: [], errors: [{ line, field, detail }] };
}
