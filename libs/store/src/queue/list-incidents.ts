import type { Incident } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type IncidentFilter, conditionsOf } from './incident-filter.js';
import { type IncidentOrder, afterCursor, cursorOf } from './incident-order.js';
import { type Page, type PageRequest, pageOfRows } from './list-cursor.js';
import { type ListedRow, documentsOf, mergedRuns } from './listed-page.js';
import { runsOf } from './listed-runs.js';
import { searchIncidents } from './search-incidents.js';
import { readSearch } from './search-terms.js';
import { Statement } from './statement.js';

/** A page of incidents. Throws BadCursorError on a cursor of another list or order. */
export async function listIncidents(
  store: DataSource,
  filter: IncidentFilter,
  sort: IncidentOrder,
  page: PageRequest,
): Promise<Page<Incident>> {
  const search = readSearch(filter.q ?? '');
  const rows = search
    ? await searchIncidents(store, { search, filter, sort, page })
    : await readListed(store, filter, sort, page);
  return pageOfRows(
    rows,
    page.limit,
    (row) => row.document,
    (last) => cursorOf(sort, last.keys),
  );
}

async function readListed(
  store: DataSource,
  filter: IncidentFilter,
  sort: IncidentOrder,
  { limit, cursor }: PageRequest,
): Promise<readonly ListedRow[]> {
  const { values, place } = new Statement();
  const conditions = [...conditionsOf(filter, place), ...afterCursor(sort, cursor, place)];
  const page = mergedRuns(runsOf(filter, sort, place), conditions, sort, place(limit + 1));
  return store.query<ListedRow[]>(documentsOf(page, sort), values);
}
