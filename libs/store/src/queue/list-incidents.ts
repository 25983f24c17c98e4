import {
  type Area,
  type Incident,
  type IncidentState,
  type Kind,
  type Party,
  QUEUES,
  type Queue,
  type Severity,
  partyOf,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { KEY, type Page, type PageRequest, decodeCursor, encodeCursor, pageOfRows, timeKey } from './list-cursor.js';

export interface IncidentFilter {
  readonly queue?: Queue | undefined;
  readonly party?: Party | undefined;
  readonly tenant?: string | undefined;
  readonly state?: readonly IncidentState[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly kind?: readonly Kind[] | undefined;
  readonly area?: readonly Area[] | undefined;
  readonly assignee?: string | undefined;
  /** Also those that are internal to Microsoft; default: not. */
  readonly internal?: boolean | undefined;
  /** Only those whose decision a person should look at. */
  readonly review?: 'true' | undefined;
  readonly provisional?: 'true' | undefined;
  /** Part of the title or of what it is about, or the beginning of the reference. */
  readonly q?: string | undefined;
}

interface Order {
  readonly keys: readonly {
    readonly column: string;
    readonly key: string;
    readonly type: string;
    readonly pattern: RegExp;
  }[];
  readonly direction: 'asc' | 'desc';
}

const byTime = (column: string) => ({ column, key: timeKey(column), type: 'timestamptz', pattern: KEY.time });
const byId = { column: 'incident_id', key: 'incident_id::text', type: 'uuid', pattern: KEY.uuid };
const bySeverity = { column: 'severity', key: 'severity', type: 'text', pattern: KEY.severity };

/** The first two and `severity` have indexes; by last activity only what the filters leave is sorted. */
const ORDERS = {
  '-openedAt': { keys: [byTime('opened_at'), byId], direction: 'desc' },
  openedAt: { keys: [byTime('opened_at'), byId], direction: 'asc' },
  severity: { keys: [bySeverity, byTime('opened_at'), byId], direction: 'asc' },
  '-lastActivityAt': { keys: [byTime('last_activity_at'), byId], direction: 'desc' },
  lastActivityAt: { keys: [byTime('last_activity_at'), byId], direction: 'asc' },
} as const satisfies Record<string, Order>;
export type IncidentOrder = keyof typeof ORDERS;

/**
 * A page of incidents. Throws BadCursorError on a cursor of another list or order.
 *
 * Open work is indexed by queue: a list of it over several queues takes the page of each and merges them, so that it
 * costs a few hundred rows however many incidents there are.
 */
export async function listIncidents(
  store: DataSource,
  filter: IncidentFilter,
  sort: IncidentOrder,
  page: PageRequest,
): Promise<Page<Incident>> {
  const { keys, direction }: Order = ORDERS[sort];
  const after = decodeCursor(
    `incidents ${sort}`,
    keys.map((key) => key.pattern),
    page.cursor,
  );
  const { conditions, values } = conditionsOf(filter);
  if (after) {
    const places = keys.map(({ type }, at) => `$${values.push(after[at])}::${type}`);
    conditions.push(
      `(${keys.map(({ column }) => column).join(', ')}) ${direction === 'asc' ? '>' : '<'} (${places.join(', ')})`,
    );
  }
  const order = keys.map(({ column }) => `${column} ${direction}`).join(', ');
  const ordered = `order by ${order} limit $${values.push(page.limit + 1)}`;
  const merged = isOpenOnly(filter) && !filter.queue && !filter.tenant;
  if (merged) conditions.push(`queue = wanted.queue`);
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const selected = `select *, array[${keys.map(({ key }) => key).join(', ')}] as keys from incidents ${where} ${ordered}`;
  const rows = await store.query<{ document: Incident; keys: string[] }[]>(
    merged
      ? `select document, keys from unnest($${values.push(queuesOf(filter))}::text[]) as wanted(queue)
         cross join lateral (${selected}) found ${ordered}`
      : `select document, keys from (${selected}) found ${ordered}`,
    values,
  );
  return pageOfRows(
    rows,
    page.limit,
    (row) => row.document,
    (last) => encodeCursor(`incidents ${sort}`, last.keys),
  );
}

function conditionsOf(filter: IncidentFilter): { conditions: string[]; values: unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const equal = (column: string, value: string | undefined) => {
    if (value !== undefined) conditions.push(`${column} = $${values.push(value)}`);
  };
  const among = (column: string, list: readonly string[] | undefined) => {
    if (list) conditions.push(`${column} = any($${values.push(list)}::text[])`);
  };
  equal('queue', filter.queue);
  equal('party', filter.party);
  equal('tenant_id', filter.tenant);
  equal('assignee', filter.assignee);
  among('state', filter.state);
  among('severity', filter.severity);
  among("document->>'kind'", filter.kind);
  among("document->>'area'", filter.area);
  if (!filter.internal) conditions.push("coalesce(document->'internal', 'false') = 'false'");
  if (filter.review) conditions.push("document->'review' <> '[]'");
  if (filter.provisional) conditions.push("document->'provisional' = 'true'");
  // Said in the words of the partial indexes, which the planner does not find behind a list of states.
  if (isOpenOnly(filter)) conditions.push("state <> 'resolved'");
  const q = filter.q?.trim();
  if (q && REFERENCE.test(q)) conditions.push(`reference like $${values.push(`${q.toUpperCase()}%`)}`);
  else if (q) {
    const part = `$${values.push(`%${escapeLike(q)}%`)}`;
    conditions.push(`(document->>'title' ilike ${part} or document->>'about' ilike ${part})`);
  }
  return { conditions, values };
}

/** What can only be the beginning of a reference is looked up as one, which has an index. */
const REFERENCE = /^INC-[\dA-Z-]*$/i;

function isOpenOnly({ state }: IncidentFilter): boolean {
  return state !== undefined && !state.includes('resolved');
}

function queuesOf({ party }: IncidentFilter): readonly Queue[] {
  return QUEUES.filter((queue) => party === undefined || partyOf(queue) === party);
}

/** A person's text with LIKE's own characters taken as themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
