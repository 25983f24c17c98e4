import type { Gap, GapKind, Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';

/** Keeps what is missing; what is known, or was accepted by a person, is left alone. */
export async function keepGaps(client: PoolClient, gaps: readonly Gap[], now: Instant): Promise<void> {
  if (gaps.length === 0) return;
  await client.query(
    `insert into gaps (gap_id, kind, tenant_id, what, facts, found_at)
     select id, kind, tenant, what, facts, $2
     from json_to_recordset($1::json) as g(id uuid, kind text, tenant text, what text, facts json)
     where not exists (select from gaps k where k.kind = g.kind and k.what = g.what
                         and (k.closed_at is null or k.closed_by is not null))
     on conflict do nothing`,
    [JSON.stringify(gaps.map((gap) => ({ ...gap, id: newId() }))), now],
  );
}

/** Closes the open gaps of these kinds that are no longer there. */
export async function closeMended(
  client: PoolClient,
  kinds: readonly GapKind[],
  still: readonly Gap[],
  now: Instant,
): Promise<void> {
  await client.query(
    `update gaps g set closed_at = $3, closed_because = 'mended'
     where closed_at is null and kind = any($1::text[])
       and not exists (select from json_to_recordset($2::json) as s(kind text, what text)
                       where s.kind = g.kind and s.what = g.what)`,
    [kinds, JSON.stringify(still.map(({ kind, what }) => ({ kind, what }))), now],
  );
}
