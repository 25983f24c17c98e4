import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';

/**
 * Notes that what these incidents are found by is to be written anew, in the transaction that changes them: one small
 * row, whatever their number. See `writeWords` for why it is not done at once.
 */
export async function noteForSearch(client: PoolClient, incidentIds: readonly string[]): Promise<void> {
  if (incidentIds.length === 0) return;
  await client.query({
    name: 'note-for-search',
    text: 'insert into search_backlog (backlog_id, incident_ids) values ($1, $2::uuid[])',
    values: [newId(), incidentIds],
  });
}
