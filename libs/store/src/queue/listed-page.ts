import type { Incident } from '@demarc/domain';
import { type IncidentOrder, keysOf, listedColumns, orderBy } from './incident-order.js';

/** A row of a page, with the keys after which the next page begins. */
export interface ListedRow {
  readonly document: Incident;
  readonly keys: string[];
}

/**
 * SQL of the first `limit` rows of some runs, with the columns of the order. Each run is in order by itself, and no
 * more than the limit is wanted of it: that is said within each, because else the planner reads and sorts all of it.
 */
export function mergedRuns(
  runs: readonly string[],
  conditions: readonly string[],
  sort: IncidentOrder,
  limit: string,
): string {
  const ordered = `${orderBy(sort)} limit ${limit}`;
  const parts = (runs.length > 0 ? runs : ['false']).map((run) => {
    return `(select ${listedColumns(sort)} from incidents where ${[run, ...conditions].join(' and ')} ${ordered})`;
  });
  return `select * from (${parts.join(' union all ')}) run ${ordered}`;
}

/** SQL of the whole incidents of a page of rows that have the columns of the order. */
export function documentsOf(page: string, sort: IncidentOrder): string {
  return `select i.document, ${keysOf(sort, 'page')} as keys from (${page}) page
    join incidents i on i.tenant_id = page.tenant_id and i.incident_id = page.incident_id ${orderBy(sort, 'page')}`;
}
