import type { DataSource } from 'typeorm';
import { VIEW_COLUMNS, viewOfRow } from './list-views.js';
import type { SavedView, ViewOwner } from './saved-view.js';

/** Forgets a view and answers it as it was; null when there is none of that name. */
export async function deleteView(store: DataSource, owner: ViewOwner, name: string): Promise<SavedView | null> {
  const [[row]] = await store.query<[Parameters<typeof viewOfRow>[0][], number]>(
    `delete from views where acting_for = acting_for() and owner_kind = $1 and owner = $2 and name = $3 returning ${VIEW_COLUMNS}`,
    [owner.kind, owner.name, name],
  );
  return row ? viewOfRow(row) : null;
}
