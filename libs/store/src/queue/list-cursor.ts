/** A cursor that this list did not hand out: the address was edited, or is that of another list or order. */
export class BadCursorError extends Error {
  constructor() {
    super('The cursor is not one that this list and sort order gave; begin again without it.');
    this.name = 'BadCursorError';
  }
}

export interface Page<Item> {
  readonly items: Item[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | null | undefined;
}

/** The sort keys of the last row of a page, opaque to whoever carries it. `list` keeps cursors of other lists out. */
export function encodeCursor(list: string, keys: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...keys])).toString('base64url');
}

/** The keys of a cursor, or null when there is none. Throws {@link BadCursorError}. */
export function decodeCursor(
  list: string,
  pattern: readonly RegExp[],
  cursor: string | null | undefined,
): readonly string[] | null {
  if (!cursor) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new BadCursorError();
  }
  if (!Array.isArray(parts) || parts[0] !== list || parts.length !== pattern.length + 1) throw new BadCursorError();
  const keys = parts.slice(1) as unknown[];
  if (!keys.every((key, at) => typeof key === 'string' && pattern[at]!.test(key))) throw new BadCursorError();
  return keys as string[];
}

export const KEY = {
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
  integer: /^\d{1,15}$/,
  severity: /^[ABC]$/,
} as const;

/** SQL for a time as a cursor key: to the microsecond, which is what PostgreSQL keeps and a Date would round away. */
export const timeKey = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Makes a page of `limit + 1` rows: the extra one only says that there is more. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  cursor: (last: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), next: rows.length > limit && last ? cursor(last) : null };
}
