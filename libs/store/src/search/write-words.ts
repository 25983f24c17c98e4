import type { DataSource } from 'typeorm';

/**
 * Works off up to `limit` rows of the search backlog, oldest first, and answers how many it took. Rows that another
 * process works on are skipped; rows and words commit together, so that a crash forgets nothing.
 *
 * Why not with the incident: its words cost PostgreSQL as much as the row itself with all other indexes (DECISIONS.md).
 * Behind it they take nothing from whoever waits for the commit, and a storm's repeats of one incident are written once.
 */
export async function writeWords(store: DataSource, limit: number): Promise<number> {
  const [row] = await store.query<{ taken: number }[]>(
    `with taken as (
       delete from search_backlog where backlog_id = any(array(
         select backlog_id from search_backlog order by backlog_id limit $1 for update skip locked))
       returning incident_ids
     ), written as (
       insert into incident_words as known (tenant_id, incident_id, opened_at, revision, is_open, words)
       select tenant_id, incident_id, opened_at, revision, state <> 'resolved', words_of(document, named)
       from incidents where incident_id = any(array(select distinct unnest(incident_ids) from taken))
       order by opened_at, incident_id
       on conflict (tenant_id, incident_id) do update
       set revision = excluded.revision, is_open = excluded.is_open, words = excluded.words
       where known.revision <= excluded.revision and (known.is_open, known.words) is distinct from (excluded.is_open, excluded.words)
     )
     select count(*)::int as taken from taken`,
    [limit],
  );
  return row?.taken ?? 0;
}

/** How many rows of the search backlog wait. */
export async function searchBacklog(store: DataSource): Promise<number> {
  const [row] = await store.query<{ rows: number }[]>('select count(*)::int as rows from search_backlog');
  return row?.rows ?? 0;
}
