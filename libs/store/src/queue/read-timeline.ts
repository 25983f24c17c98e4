import {
  type Actor,
  type Incident,
  type IncidentChange,
  type Instant,
  type Reader,
  type Situation,
  instantOf,
  readsAmong,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { KEY, type Page, type PageRequest, decodeCursor, encodeCursor, pageOfRows } from './list-cursor.js';

export interface TimelineItem {
  readonly revision: number;
  readonly at: Instant;
  readonly type: string;
  readonly actor: Actor;
  readonly change: IncidentChange;
  /** What became another by it; null where the change itself says it all. */
  readonly before: Situation | null;
  readonly after: Situation | null;
}

/**
 * What happened to an incident, newest first. A comment for its own party is left out for everyone else;
 * `reader` null is someone who did not say who they are.
 */
export async function readTimeline(
  store: DataSource,
  incident: Pick<Incident, 'tenant' | 'id'>,
  reader: Reader | null,
  page: PageRequest,
): Promise<Page<TimelineItem>> {
  const after = decodeCursor('timeline', [KEY.integer], page.cursor);
  const rows = await store.query<SelectedChange[]>(
    `select revision, at, type, actor_party as party, actor_name as name, change from timeline
     where tenant_id = $1 and incident_id = $2 and revision < $3
       and (type <> 'incident.commented' or change->>'visibility' = 'both' or actor_party = $4)
     order by revision desc limit $5`,
    [incident.tenant, incident.id, after?.[0] ?? 2_147_483_647, readsAmong(reader) ?? '', page.limit + 1],
  );
  return pageOfRows(rows, page.limit, timelineItemOf, (last) => encodeCursor('timeline', [String(last.revision)]));
}

/** A change as a statement selects it. */
export interface SelectedChange {
  revision: number;
  at: Date;
  type: string;
  party: Actor['party'];
  name: string;
  /** What the columns do not say already. */
  change: object;
}

export function timelineItemOf({ revision, at, type, party, name, change }: SelectedChange): TimelineItem {
  const told = { at: instantOf(at), type, actor: { party, name } };
  const { before = null, after = null, ...kept } = change as { before?: Situation; after?: Situation };
  return { revision, ...told, change: { ...kept, ...told } as IncidentChange, before, after };
}
