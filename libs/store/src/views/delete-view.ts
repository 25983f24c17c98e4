import type { DataSource } from 'typeorm';
import { changing } from '../audit/changing.js';
import { VIEW_COLUMNS, viewOfRow } from './list-views.js';
import type { SavedView, ViewOwner } from './saved-view.js';

/** Forgets a view and answers it as it was; null when there is none of that name. */
export async function deleteView(
  store: DataSource,
  tenant: string,
  owner: ViewOwner,
  name: string,
): Promise<SavedView | null> {
  const [[row]] = await changing<[Parameters<typeof viewOfRow>[0][], number]>(
    store,
    `delete from views where tenant_id = $4 and owner_kind = $1 and owner = $2 and name = $3 returning ${VIEW_COLUMNS}`,
    [owner.kind, owner.name, name, tenant],
  );
  return row ? viewOfRow(row) : null;
}
