import { type Queue, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { SavedView, ViewOwner } from './saved-view.js';

interface Row {
  readonly kind: ViewOwner['kind'];
  readonly owner: string;
  readonly name: string;
  readonly query: SavedView['query'];
  readonly position: number;
  readonly at: Date;
  readonly by: string;
}

export const VIEW_COLUMNS = 'owner_kind as kind, owner, name, query, position, saved_at as at, saved_by as by';

/** A person's own views, then those of some queues in the queues' order; each owner's by position and name. */
export async function listViews(store: DataSource, person: string, queues: readonly Queue[]): Promise<SavedView[]> {
  const rows = await store.query<Row[]>(
    `select ${VIEW_COLUMNS} from views
     where acting_for = acting_for()
       and ((owner_kind = 'person' and owner = $1) or (owner_kind = 'queue' and owner = any($2::text[])))
     order by owner_kind, array_position($2::text[], owner), position, name`,
    [person, queues],
  );
  return rows.map(viewOfRow);
}

export function viewOfRow({ kind, owner, name, query, position, at, by }: Row): SavedView {
  return { owner: { kind, name: owner } as ViewOwner, name, query, position, savedAt: instantOf(at), savedBy: by };
}
