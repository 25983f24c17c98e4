import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';

export interface Acceptance {
  readonly by: string;
  readonly because: string;
  readonly now: Instant;
}

/**
 * Closes an open gap because a person knows of it and can do no more: it is not found again. Answers whether there is an
 * open one with this id.
 */
export async function acceptGap(store: DataSource, id: string, { by, because, now }: Acceptance): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<{ kind: string; facts: { stream?: string; from?: number; to?: number } }>(
      `update gaps set closed_at = $2, closed_by = $3, closed_because = $4 where gap_id = $1 and closed_at is null
       returning kind, facts`,
      [id, now, by, because],
    );
    const [gap] = rows;
    if (gap?.kind === 'message-skipped' || gap?.kind === 'message-lost') {
      const { stream, from, to } = gap.facts;
      await client.query(
        'update event_streams set settled = settled + int8multirange(int8range($2, $3)) where stream = $1',
        [stream, from, to! + 1],
      );
    }
    return gap !== undefined;
  });
}
