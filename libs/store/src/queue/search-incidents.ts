import type { DataSource } from 'typeorm';
import {
  type IncidentFilter,
  conditionsOf,
  isOpenOnly,
  isResolvedOnly,
  placeConditions,
  stateConditions,
} from './incident-filter.js';
import { type IncidentOrder, afterCursor, listedColumns, orderBy } from './incident-order.js';
import type { PageRequest } from './list-cursor.js';
import { type ListedRow, documentsOf, mergedRuns } from './listed-page.js';
import { runsOf } from './listed-runs.js';
import { type Search, isTelling } from './search-terms.js';
import { type Place, Statement } from './statement.js';

/**
 * Of so many rows of the list the words are looked at before the index of words is asked: what many incidents have
 * fills its page from them, and of what is rarer the index has few. Of an id there are few anyway, unless it is the
 * beginning of most.
 */
const LOOKED_AT_FIRST = { ofAll: 2_000, ofOpen: 1_000, ofManyRuns: 500, forTelling: 200 } as const;
const MANY_RUNS = 8;
/** When nothing but words narrows the list, they are read where they lie, which is ten times as fast. */
const READ_FIRST = { ofAll: 25_000, forTelling: 5_000 } as const;

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
  const { filter, sort } = request;
  const isAnywhere = isByTime(sort) && isByWordsOnly(filter) && !isOpenOnly(filter);
  const first = isAnywhere ? await readNewest(store, request) : await searchBeginning(store, request);
  return first ?? searchByWords(store, request);
}

const isByTime = (sort: IncidentOrder): boolean => sort === '-openedAt' || sort === 'openedAt';
/** Nothing narrows it but the state and what is searched. */
const isByWordsOnly = (filter: IncidentFilter): boolean =>
  Object.entries(filter).every(([field, value]) => value === undefined || ['q', 'state', 'internal'].includes(field));

/** Null: the words that were written last do not fill the page. */
async function readNewest(store: DataSource, request: SearchRequest): Promise<readonly ListedRow[] | null> {
  const { search, filter, sort, page } = request;
  const { values, place } = new Statement();
  const most = isTelling(search) ? READ_FIRST.forTelling : READ_FIRST.ofAll;
  const conditions = [
    ...(isResolvedOnly(filter) ? ['not is_open'] : ['true']),
    ...afterCursor(sort, page.cursor, place),
  ];
  const newest = `select tenant_id, opened_at, incident_id, words from incident_words
    where ${conditions.join(' and ')} ${orderBy(sort)} limit ${place(most)}`;
  const narrowed = [
    'tenant_id = of_tenant and incident_id = of_incident',
    isHeld(search, place),
    ...stateConditions(filter, place),
    ...conditionsOf(filter, place),
    ...hasPhrases(search, place),
  ];
  const found = `select of_tenant as tenant_id, held_at as opened_at, of_incident as incident_id
    from (${newest}) w(of_tenant, held_at, of_incident, words) join incidents on ${narrowed.join(' and ')}
    ${orderBy(sort)} limit ${place(page.limit + 1)}`;
  const rows = await store.query<ListedRow[]>(documentsOf(found, sort), values);
  return rows.length > page.limit ? rows : null;
}

function lookedAtFirst({ search, filter }: SearchRequest, runs: number): number {
  if (isTelling(search)) return LOOKED_AT_FIRST.forTelling;
  if (runs > MANY_RUNS) return LOOKED_AT_FIRST.ofManyRuns;
  return isOpenOnly(filter) ? LOOKED_AT_FIRST.ofOpen : LOOKED_AT_FIRST.ofAll;
}

/** Null: the beginning of the list does not fill the page, and the list goes on. */
async function searchBeginning(store: DataSource, request: SearchRequest): Promise<readonly ListedRow[] | null> {
  const { search, filter, sort, page } = request;
  const { values, place } = new Statement();
  const runs = runsOf(filter, sort, place);
  const most = lookedAtFirst(request, runs.length);
  const conditions = [...conditionsOf(filter, place), ...afterCursor(sort, page.cursor, place)];
  const beginning = mergedRuns(runs, conditions, sort, place(most));
  const found = `select beginning.* from beginning
    join incident_words w on w.tenant_id = beginning.tenant_id and w.incident_id = beginning.incident_id
    ${search.phrases.length > 0 ? 'join incidents i on i.tenant_id = w.tenant_id and i.incident_id = w.incident_id' : ''}
    where ${[isHeld(search, place), ...hasPhrases(search, place)].join(' and ')}
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
  const tenant = filter.tenant === undefined ? [] : [`tenant_id = ${place(filter.tenant)}`];
  const after = afterCursor(sort, cursor, place);
  const conditions = [holds(search, place), ...tenant, ...(isByTime(sort) ? after : [])];
  const parts = [...(isResolvedOnly(filter) ? [] : ['is_open']), ...(isOpenOnly(filter) ? [] : ['not is_open'])];
  const words = parts.map(
    (part) =>
      `select tenant_id, incident_id, opened_at from incident_words w where ${[part, ...conditions].join(' and ')}`,
  );
  const columns = isByTime(sort)
    ? 'of_tenant as tenant_id, held_at as opened_at, of_incident as incident_id'
    : listedColumns(sort);
  const narrowed = [
    'tenant_id = of_tenant and incident_id = of_incident',
    ...stateConditions(filter, place),
    ...placeConditions(filter, place),
    ...conditionsOf(filter, place),
    ...(isByTime(sort) ? [] : after),
    ...hasPhrases(search, place),
  ];
  return `with holding(of_tenant, of_incident, held_at) as materialized (
      ${words.join(' union all ')} ${isByTime(sort) ? orderBy(sort) : ''})
    select ${columns} from holding join incidents on ${narrowed.join(' and ')} ${orderBy(sort)} limit ${limit}`;
}

/** The condition on a row `w` of `incident_words`, for the index: what few hold finds it, and of those all is looked at. */
function holds(search: Search, place: Place): string {
  if (!isTelling(search)) return `w.words @@ ${allWords(search, place)}`;
  const telling = `words_wanted(${place(wordsOf(search))}::text[], true)`;
  return `w.words @@ coalesce(${telling}, ${allWords(search, place)}) and ${isHeld(search, place)}`;
}

/** The same where rows are at hand already: written so that no index is asked for each of them. */
function isHeld(search: Search, place: Place): string {
  return `(w.words @@ ${allWords(search, place)}) is true`;
}

const wordsOf = ({ terms, phrases }: Search): readonly string[] => [...terms, ...phrases];
const allWords = (search: Search, place: Place): string => `words_wanted(${place(wordsOf(search))}::text[], false)`;

/** The conditions on a row of `incidents`: which words stand beside each other the index does not know. */
function hasPhrases({ phrases }: Search, place: Place): readonly string[] {
  const text = `' ' || searchable(concat_ws(' ', document->>'title', document->>'about')) || ' '`;
  return phrases.map((phrase) => `${text} like '% ' || searchable(${place(phrase)}) || ' %'`);
}
