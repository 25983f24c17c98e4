import type { IncidentView } from '@demarc/contracts';

/** More than change while one page is read, and few enough to keep. */
const MOST_KEPT = 4_000;

/** What was heard last of each incident, the latest heard last. */
const newest = new Map<string, IncidentView>();

export function noteNewest(incidents: Iterable<IncidentView>): void {
  for (const incident of incidents) {
    const { id, revision } = incident;
    const known = newest.get(id);
    if (known && known.revision > revision) continue;
    newest.delete(id);
    newest.set(id, incident);
  }
  for (const id of newest.keys()) {
    if (newest.size <= MOST_KEPT) return;
    newest.delete(id);
  }
}

/** A row as it is, however old the answer is that it was read from: an answer may come after news of what it tells. */
export function asNewest<Row extends IncidentView>(row: Row): Row {
  const heard = newest.get(row.id);
  return heard && heard.revision > row.revision ? { ...row, ...heard } : row;
}

/** The same page when nothing newer is known of its rows. */
export function withNewest<Page extends { readonly items: readonly IncidentView[] }>(page: Page): Page {
  const items = page.items.map(asNewest);
  return items.some((item, at) => item !== page.items[at]) ? { ...page, items } : page;
}
