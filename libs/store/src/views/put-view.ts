import type { DataSource } from 'typeorm';
import { changing } from '../audit/changing.js';
import type { SavedView } from './saved-view.js';

/** A list of views that nobody can read through any more is a mistake of a program. */
export const MOST_VIEWS = 100;

/** Saves a view in place of the owner's one of that name. False: the owner has {@link MOST_VIEWS} others already. */
export async function putView(store: DataSource, view: SavedView): Promise<boolean> {
  const { tenant, owner, name, query, position, savedAt, savedBy } = view;
  const saved = await changing<unknown[]>(
    store,
    `insert into views (tenant_id, owner_kind, owner, name, query, position, saved_at, saved_by)
     select $1, $2, $3, $4, $5, $6, $7, $8
     where (select count(*) from views where tenant_id = $1 and owner_kind = $2 and owner = $3 and name <> $4) < $9
     on conflict (tenant_id, owner_kind, owner, name) do update
     set query = excluded.query, position = excluded.position, saved_at = excluded.saved_at, saved_by = excluded.saved_by
     returning name`,
    [tenant, owner.kind, owner.name, name, JSON.stringify(query), position, savedAt, savedBy, MOST_VIEWS],
  );
  return saved.length > 0;
}
