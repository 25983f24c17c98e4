import type { Queue } from '@demarc/domain';
import type { DataSource } from 'typeorm';

export interface FoundNotice {
  readonly tenant: string;
  readonly id: string;
  readonly incidentId: string | null;
  readonly queue: Queue;
}

/** The notice with this id, of whichever tenant; null when there is none. Looks it up once for each tenant (a skip scan). */
export async function findNotice(store: DataSource, id: string): Promise<FoundNotice | null> {
  const [row] = await store.query<FoundNotice[]>(
    `select tenant_id as tenant, notice_id as id, incident_id as "incidentId", queue from notices where notice_id = $1`,
    [id],
  );
  return row ?? null;
}
