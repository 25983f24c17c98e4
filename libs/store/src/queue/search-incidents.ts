import type { DataSource } from 'typeorm';
import { type IncidentFilter, conditionsOf } from './incident-filter.js';
import { type IncidentOrder, afterCursor, listedColumns, orderBy } from './incident-order.js';
import type { PageRequest } from './list-cursor.js';
import { type ListedRow, documentsOf, mergedRuns } from './listed-page.js';
import { besideRuns, isOpenOnly, isResolvedOnly, runsOf } from './listed-runs.js';
import type { Search } from './search-terms.js';
import { type Place, Statement } from './statement.js';

/**
 * Of so many rows of the list the words are looked at before the index of words is asked: what is in one of forty
 * incidents fills its page from them, and of what is rarer the index has few.
 */
const LOOKED_AT_FIRST = 2_000;
/** There is less of what is open, and its words have an index of their own. */
const LOOKED_AT_FIRST_OF_OPEN = 500;

export interface SearchRequest {
  readonly search: Search;
  readonly filter: IncidentFilter;
  readonly sort: IncidentOrder;
  readonly page: PageRequest;
}

/**
 * The rows of a list that hold what is searched, one more than the page has room for. Exact: on which road it is found
 * only decides how long it takes. Throws BadCursorError.
 */
export async function searchIncidents(store: DataSource, request: SearchRequest): Promise<readonly ListedRow[]> {
  return (await searchBeginning(store, request)) ?? searchByWords(store, request);
}

/** Null: the beginning of the list does not fill the page, and the list goes on. */
async function searchBeginning(store: DataSource, request: SearchRequest): Promise<readonly ListedRow[] | null> {
  const { search, filter, sort, page } = request;
  const { values, place } = new Statement();
  const most = isOpenOnly(filter) ? LOOKED_AT_FIRST_OF_OPEN : LOOKED_AT_FIRST;
  const conditions = [...conditionsOf(filter, place), ...afterCursor(sort, page.cursor, place)];
  const beginning = mergedRuns(runsOf(filter, sort, place), conditions, sort, place(most));
  const found = `select beginning.* from beginning
    join incident_words w on w.tenant_id = beginning.tenant_id and w.incident_id = beginning.incident_id
    join incidents i on i.tenant_id = beginning.tenant_id and i.incident_id = beginning.incident_id
    where ${[holds(search, place), ...hasPhrases(search, place)].join(' and ')}
    ${orderBy(sort, 'beginning')} limit ${place(page.limit + 1)}`;
  const rows = await store.query<(ListedRow & { looked: number })[]>(
    `with beginning as materialized (${beginning}), found as materialized (${documentsOf(found, sort)})
     select (select count(*)::int from beginning) as looked, found.* from (select) once left join found on true`,
    values,
  );
  const hits = rows.filter(({ document }) => document !== null);
  return hits.length > page.limit || rows[0]!.looked < most ? hits : null;
}

async function searchByWords(store: DataSource, request: SearchRequest): Promise<readonly ListedRow[]> {
  const { values, place } = new Statement();
  const { cursor, limit } = request.page;
  const found = heldByWords({ ...request, cursor }, place(limit + 1), place);
  return store.query<ListedRow[]>(documentsOf(found, request.sort), values);
}

/**
 * SQL of the first `limit` rows that hold what is searched, with the columns of the order, by the index of words. In
 * order of time the newest (or oldest) of what holds it are looked at first, and no more of them than are needed.
 */
export function heldByWords(
  { search, filter, sort, cursor }: Omit<SearchRequest, 'page'> & Pick<PageRequest, 'cursor'>,
  limit: string,
  place: Place,
): string {
  const isByTime = sort === '-openedAt' || sort === 'openedAt';
  const tenant = filter.tenant === undefined ? [] : [`tenant_id = ${place(filter.tenant)}`];
  const after = afterCursor(sort, cursor, place);
  const conditions = [holds(search, place), ...tenant, ...(isByTime ? after : [])];
  const parts = [...(isResolvedOnly(filter) ? [] : ['is_open']), ...(isOpenOnly(filter) ? [] : ['not is_open'])];
  const words = parts.map(
    (part) =>
      `select tenant_id, incident_id, opened_at from incident_words w where ${[part, ...conditions].join(' and ')}`,
  );
  const columns = isByTime
    ? 'of_tenant as tenant_id, held_at as opened_at, of_incident as incident_id'
    : listedColumns(sort);
  const narrowed = [
    'tenant_id = of_tenant and incident_id = of_incident',
    ...conditionsOf(filter, place),
    ...besideRuns(filter, place),
    ...(isByTime ? [] : after),
    ...hasPhrases(search, place),
  ];
  return `with holding(of_tenant, of_incident, held_at) as materialized (
      ${words.join(' union all ')} ${isByTime ? orderBy(sort) : ''})
    select ${columns} from holding join incidents on ${narrowed.join(' and ')} ${orderBy(sort)} limit ${limit}`;
}

/** The condition on a row `w` of `incident_words`. */
function holds({ terms, phrases }: Search, place: Place): string {
  return `w.words @@ words_wanted(${place([...terms, ...phrases])}::text[])`;
}

/** The conditions on a row of `incidents`: which words stand beside each other the index does not know. */
function hasPhrases({ phrases }: Search, place: Place): readonly string[] {
  const text = `' ' || searchable(concat_ws(' ', document->>'title', document->>'about')) || ' '`;
  return phrases.map((phrase) => `${text} like '% ' || searchable(${place(phrase)}) || ' %'`);
}
