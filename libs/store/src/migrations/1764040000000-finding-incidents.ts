import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists, counts, saved views and full-text search that stay quick with a million incidents. */
export class FindingIncidents1764040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(INDEXES);
    await runner.query(FUNCTIONS);
    await runner.query(WORDS);
    await runner.query(VIEWS);
  }

  async down(): Promise<void> {
    throw new Error('This migration cannot be undone, since it drops saved views; restore a backup instead.');
  }
}

/** What lists filter by beside the columns there are, so that an index can answer without the document. */
const COLUMNS = `
  alter table incidents
    add column kind text generated always as (document->>'kind') stored,
    add column area text generated always as (document->>'area') stored,
    add column offered_to text generated always as (document->'offer'->>'to') stored,
    add column is_for_review boolean not null generated always as (coalesce(document->'review' <> '[]', false)) stored,
    add column is_provisional boolean not null generated always as (coalesce(document->'provisional' = 'true', false)) stored,
    add column is_linked boolean not null generated always as (coalesce(document->'linked' <> '[]', false)) stored,
    add column is_snoozed boolean not null generated always as (coalesce(document->'snoozed' <> 'null', false)) stored,
    add column is_internal boolean not null generated always as (coalesce(document->'internal' = 'true', false)) stored,
    add column is_breached boolean not null generated always as (
      coalesce(document->'timers'->'first-response'->'breached' = 'true', false)
      or coalesce(document->'timers'->'update'->'breached' = 'true', false)) stored;
`;

/**
 * A list is merged from the runs of each queue and severity, which are in order of time: one index serves every order,
 * filters and counts, and what it has of an incident is all that they need.
 */
const INDEXES = `
  drop index incidents_open_by_queue;
  drop index incidents_open_by_severity;
  drop index incidents_by_time;
  create index incidents_open on incidents (queue, severity, opened_at, incident_id)
    include (tenant_id, state, assignee, kind, area, last_activity_at, next_due_at, offered_to, is_for_review, is_provisional, is_linked,
             is_snoozed, is_internal, is_breached)
    where state <> 'resolved';

  -- These cost nothing when an incident is opened.
  create index incidents_resolved on incidents (queue, severity, opened_at, incident_id)
    include (tenant_id, assignee, kind, area, is_for_review, is_provisional, is_linked, is_internal, is_breached)
    where state = 'resolved';
  create index incidents_resolved_by_assignee on incidents (assignee, opened_at, incident_id)
    where state = 'resolved' and assignee is not null;
  create index incidents_resolved_by_area on incidents (kind, area, opened_at, incident_id) where state = 'resolved';
  create index incidents_offered on incidents (offered_to, opened_at, incident_id) where offered_to is not null;

  -- By the column: an index on the document would have to be written whenever anything of it changes.
  drop index incidents_of_other_area;
  create index incidents_of_other_area on incidents (tenant_id, opened_at, incident_id) where area = 'other';

  -- An index answers alone only for pages that were vacuumed, and what is open is what came in last.
  alter table incidents set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000);
`;

const FUNCTIONS = `
  -- Text as it is searched: lower case, without accents, only letters and digits with a space between words. A GUID is
  -- one word, so that it is found as a whole and does not fill the index with pieces that mean nothing.
  create function searchable(given text) returns text language plpgsql immutable parallel safe as $$
  declare
    folded text := lower(given collate pg_c_utf8);
  begin
    if octet_length(folded) <> length(folded) then
      folded := regexp_replace(normalize(folded, nfkd), '[\\u0300-\\u036f]+', '', 'g');
      -- What Unicode does not take apart.
      folded := replace(translate(folded, 'øłđı', 'oldi'), 'ß', 'ss');
    end if;
    if folded like '%-____-____-____-____________%' then
      folded := regexp_replace(folded, '([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})',
                               '\\1\\2\\3\\4\\5', 'g');
    end if;
    folded := btrim(regexp_replace(folded collate pg_c_utf8, '[^[:alnum:]]+', ' ', 'g'));
    -- A longer word than PostgreSQL can index is found by its beginning.
    if octet_length(folded) > 2000 then
      folded := regexp_replace(folded, '(\\S{200})\\S+', '\\1', 'g');
    end if;
    return folded;
  end $$;

  -- All that an incident is found by: its title, what it is about, the devices and users it names, its reference
  -- (without the INC- that all have), where it comes from, and the ids of its events and of their correlation.
  create function words_of(document jsonb, named text[]) returns tsvector language plpgsql immutable parallel safe as $$
  declare
    correlation text := coalesce(document->>'correlationKey', '');
    given text := coalesce(document->>'title', '') || ' ' || coalesce(document->>'about', '')
      || ' ' || coalesce(substr(document->>'reference', 5), '') || ' ' || coalesce(document->>'source', '')
      || ' ' || substr(correlation, strpos(correlation, ':') + 1)
      || ' ' || coalesce(replace(document->>'claims', '\\n', ' '), '');
    key text;
  begin
    foreach key in array named loop
      given := given || ' ' || substr(key, strpos(key, ':') + 1);
    end loop;
    return array_to_tsvector(string_to_array(searchable(given), ' '));
  end $$;

  -- What a person looks for: all of the terms, each as words in any place, the last word of a term by its beginning.
  -- One letter is a word, and not the beginning of a sixteenth of all ids. Null: the terms hold no word.
  --
  -- telling: only words of which there are few, long ones with digits, as ids and names of devices are; null: there is
  -- none. To collect all that begins with a frequent word takes the index longer than to look at what few there are.
  create function words_wanted(terms text[], telling boolean) returns tsquery language plpgsql immutable parallel safe as $$
  declare
    wanted tsquery;
    one tsquery;
    term text;
    found text[];
  begin
    foreach term in array terms loop
      found := string_to_array(searchable(term), ' ');
      if length(found[cardinality(found)]) > 1 then
        found[cardinality(found)] := found[cardinality(found)] || ':*';
      end if;
      if telling then
        found := array(select word from unnest(found) word where word ~ '[0-9]' and length(rtrim(word, ':*')) >= 5);
      end if;
      continue when cardinality(found) = 0;
      one := array_to_string(found, ' & ')::tsquery;
      -- The beginning of a GUID.
      if term ~* '^[0-9a-f]{8}-[0-9a-f-]{1,26}$' then
        one := one || (lower(replace(term, '-', '')) || ':*')::tsquery;
      end if;
      wanted := case when wanted is null then one else wanted && one end;
    end loop;
    return wanted;
  end $$;
`;

const WORDS = `
  -- What incidents are found by. Written behind their backs: in the row it would cost as much as the row itself.
  create table incident_words (
    tenant_id text not null,
    incident_id uuid not null,
    opened_at timestamptz not null,
    -- Of the incident when the words were written: an older writer comes too late.
    revision integer not null,
    is_open boolean not null,
    words tsvector not null,
    primary key (tenant_id, incident_id)
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
  -- Whoever searches reads what waits to be sorted in, so it must not be much.
  create index incident_words_of_open on incident_words using gin (words) with (gin_pending_list_limit = 256) where is_open;
  create index incident_words_of_resolved on incident_words using gin (words) with (gin_pending_list_limit = 256)
    where not is_open;
  -- Rows are narrow and lie in the order in which incidents came: a hundred thousand are read in a few milliseconds.
  create index incident_words_by_time on incident_words (opened_at, incident_id);

  -- Incidents whose words are to be written: a row for each statement that wrote some, gone once it is done.
  create table search_backlog (
    backlog_id uuid primary key,
    incident_ids uuid[] not null
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, toast_tuple_target = 8160);
  alter table search_backlog alter column incident_ids set storage external;

  insert into search_backlog
  select uuidv7(), array_agg(incident_id)
  from (select incident_id, (row_number() over (order by opened_at desc) - 1) / 500 as chunk from incidents) listed
  group by chunk order by chunk;
`;

const VIEWS = `
  -- Lists that somebody wants to see again.
  create table views (
    -- person: of \`<party>/<name>\`; queue: of everybody who works that queue.
    owner_kind text not null,
    owner text not null,
    name text not null,
    -- The parameters of the list, as they were given.
    query jsonb not null,
    -- Those with lower numbers stand first.
    position integer not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (owner_kind, owner, name)
  );
`;
