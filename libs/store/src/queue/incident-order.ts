import { KEY, decodeCursor, encodeCursor, timeKey } from './list-cursor.js';
import type { Place } from './statement.js';

interface OrderKey {
  readonly name: string;
  /** SQL of it, of a row of `incidents`. */
  readonly column: string;
  readonly type: 'timestamptz' | 'text' | 'uuid';
  /** As a cursor has it. */
  readonly pattern: RegExp;
}

interface Order {
  readonly keys: readonly OrderKey[];
  readonly direction: 'asc' | 'desc';
}

const byTime = (name: string, column = name): OrderKey => {
  return { name, column, type: 'timestamptz', pattern: KEY.time };
};
const byId: OrderKey = { name: 'incident_id', column: 'incident_id', type: 'uuid', pattern: KEY.uuid };
const bySeverity: OrderKey = { name: 'severity', column: 'severity', type: 'text', pattern: KEY.severity };
/** What nothing is due of comes last. */
const byDue = byTime('due_at', "coalesce(next_due_at, timestamptz '9999-12-31 00:00:00+00')");

/** The runs of a list are in the first three orders by their indexes; for the others what the filters leave is sorted. */
const ORDERS = {
  '-openedAt': { keys: [byTime('opened_at'), byId], direction: 'desc' },
  openedAt: { keys: [byTime('opened_at'), byId], direction: 'asc' },
  severity: { keys: [bySeverity, byTime('opened_at'), byId], direction: 'asc' },
  '-lastActivityAt': { keys: [byTime('last_activity_at'), byId], direction: 'desc' },
  lastActivityAt: { keys: [byTime('last_activity_at'), byId], direction: 'asc' },
  nextDueAt: { keys: [byDue, byId], direction: 'asc' },
} as const satisfies Record<string, Order>;
export type IncidentOrder = keyof typeof ORDERS;
const order = (sort: IncidentOrder): Order => ORDERS[sort];

/** What a list selects of `incidents` so that it can be sorted and joined. */
export function listedColumns(sort: IncidentOrder): string {
  const { keys } = order(sort);
  return ['tenant_id', ...keys.map(({ name, column }) => (name === column ? name : `${column} as ${name}`))].join(', ');
}

/** `order by` over rows that have the {@link listedColumns}. */
export function orderBy(sort: IncidentOrder, row?: string): string {
  const { keys, direction } = order(sort);
  return `order by ${keys.map(({ name }) => `${row ? `${row}.` : ''}${name} ${direction}`).join(', ')}`;
}

/** SQL of the keys of a listed row, as {@link cursorOf} takes them. */
export function keysOf(sort: IncidentOrder, row: string): string {
  const { keys } = order(sort);
  const texts = keys.map(({ name, type }) =>
    type === 'timestamptz' ? timeKey(`${row}.${name}`) : `${row}.${name}::text`,
  );
  return `array[${texts.join(', ')}]`;
}

export const cursorOf = (sort: IncidentOrder, keys: readonly string[]): string =>
  encodeCursor(`incidents ${sort}`, keys);

/** The condition on a row of `incidents` to come after a cursor; none when there is no cursor. Throws BadCursorError. */
export function afterCursor(sort: IncidentOrder, cursor: string | null | undefined, place: Place): readonly string[] {
  const { keys, direction } = order(sort);
  const patterns = keys.map(({ pattern }) => pattern);
  const after = decodeCursor(`incidents ${sort}`, patterns, cursor);
  if (!after) return [];
  const places = keys.map(({ type }, at) => `${place(after[at])}::${type}`);
  const columns = keys.map(({ column }) => column);
  return [`(${columns.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${places.join(', ')})`];
}
