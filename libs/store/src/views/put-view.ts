import type { DataSource } from 'typeorm';
import type { SavedView } from './saved-view.js';

/** A list of views that nobody can read through any more is a mistake of a program. */
export const MOST_VIEWS = 100;

/** Saves a view in place of the owner's one of that name. False: the owner has {@link MOST_VIEWS} others already. */
export async function putView(store: DataSource, view: SavedView): Promise<boolean> {
  const { owner, name, query, position, savedAt, savedBy } = view;
  const saved = await store.query<unknown[]>(
    `insert into views (owner_kind, owner, name, query, position, saved_at, saved_by)
     select $1, $2, $3, $4, $5, $6, $7
     where (select count(*) from views where acting_for = acting_for() and owner_kind = $1 and owner = $2 and name <> $3) < $8
     on conflict (acting_for, owner_kind, owner, name) do update
     set query = excluded.query, position = excluded.position, saved_at = excluded.saved_at, saved_by = excluded.saved_by
     returning name`,
    [owner.kind, owner.name, name, JSON.stringify(query), position, savedAt, savedBy, MOST_VIEWS],
  );
  return saved.length > 0;
}
