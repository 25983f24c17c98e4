import { type Instant, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/** Incidents that no area rule knew, alike ones together. */
export interface UnmatchedGroup {
  readonly tenant: string;
  readonly source: string;
  /** Of the titles, in lower case and without what has digits in it: names of devices, numbers, times. */
  readonly words: string;
  readonly incidents: number;
  readonly events: number;
  readonly lastOpenedAt: Instant;
  /** The newest. */
  readonly example: { readonly reference: string; readonly title: string };
}

export interface Unmatched {
  /** The most frequent first, at most {@link MOST_GROUPS}. */
  readonly groups: readonly UnmatchedGroup[];
  /** How many incidents were looked at. */
  readonly incidents: number;
  /** False: only the newest {@link MOST_INCIDENTS} were. */
  readonly isWhole: boolean;
}

const MOST_GROUPS = 200;
/** Enough to see what is frequent; a storm of years is not worth a long query. */
const MOST_INCIDENTS = 10_000;

type Row = Omit<UnmatchedGroup, 'lastOpenedAt' | 'example'> & {
  readonly last: Date;
  readonly reference: string;
  readonly title: string;
  readonly looked: number;
};

/** Incidents of area `other` opened since then, of all tenants or of one; read by their partial index alone. */
export async function listUnmatched(store: DataSource, tenant: string | null, since: Instant): Promise<Unmatched> {
  const rows = await store.query<Row[]>(
    `with recent as materialized (
       select tenant_id, reference, opened_at, document->>'source' as source, document->>'title' as title,
              (document->>'eventCount')::int as events
       from incidents
       where area = 'other' and opened_at >= $2 and ($1::text is null or tenant_id = $1)
       order by opened_at desc limit $3
     )
     select tenant_id as tenant, source,
            trim(regexp_replace(regexp_replace(lower(title), '\\S*\\d\\S*', ' ', 'g'), '[^[:alpha:]]+', ' ', 'g')) as words,
            count(*)::int as incidents, sum(events)::int as events, max(opened_at) as last,
            (array_agg(reference order by opened_at desc))[1] as reference,
            (array_agg(title order by opened_at desc))[1] as title,
            (select count(*)::int from recent) as looked
     from recent group by tenant_id, source, words
     order by incidents desc, last desc limit $4`,
    [tenant, since, MOST_INCIDENTS, MOST_GROUPS],
  );
  const incidents = rows[0]?.looked ?? 0;
  return { groups: rows.map(groupOf), incidents, isWhole: incidents < MOST_INCIDENTS && rows.length < MOST_GROUPS };
}

function groupOf({ tenant, source, words, incidents, events, last, reference, title }: Row): UnmatchedGroup {
  return { tenant, source, words, incidents, events, lastOpenedAt: instantOf(last), example: { reference, title } };
}
