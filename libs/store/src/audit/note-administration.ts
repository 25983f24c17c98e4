import type { Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';
import { administrationName, markEntries } from './mark-entries.js';

/** Who changes something that is no incident, and when. */
export interface Administrator {
  /** `<party>/<name>`. */
  readonly actor: string;
  readonly at: Instant;
}

/** A change of something that is no incident, as the record keeps it. It holds no secret. */
export interface AdministrativeEntry {
  /** Whose record it belongs to; Microsoft's own is `microsoft`. */
  readonly tenant: string;
  readonly action: string;
  /** Which thing, by the name that people know it by. */
  readonly subject: string;
  readonly incidentIds?: readonly string[];
  /** What became of it: what is small enough as it is, the rest by figures or digests. */
  readonly change: object;
}

/** Puts an administrative change on record, in the transaction that makes it. */
export async function noteAdministration(
  client: PoolClient,
  { actor, at }: Administrator,
  { tenant, action, subject, incidentIds = [], change }: AdministrativeEntry,
): Promise<void> {
  const entryId = newId();
  await client.query({
    name: 'note-administration',
    text: `insert into audit_entries (tenant_id, entry_id, at, actor, action, subject, incident_ids, change)
           values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8)`,
    values: [tenant, entryId, at, actor, action, subject, incidentIds, JSON.stringify(change)],
  });
  await markEntries(client, [{ tenant, name: administrationName(entryId) }]);
}
