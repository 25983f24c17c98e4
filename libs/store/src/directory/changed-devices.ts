import type { Device } from '@demarc/domain';
import type { DataSource } from 'typeorm';

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/** From which revision of a directory to which: what changed after the first, up to and with the second. */
export interface Revisions {
  readonly after: number;
  readonly upTo: number;
}

/**
 * Devices of a tenant that changed between two revisions, each as it was at the later one, in order of their ids, at
 * most `limit`. Go on with the id of the last one until fewer than `limit` come. After revision 0 means all.
 * Imports that commit meanwhile do not show: the pages together are exactly the later revision.
 */
export async function changedDevices(
  store: DataSource,
  tenant: string,
  { after, upTo }: Revisions,
  limit: number,
  afterDeviceId: string = LOWEST_ID,
): Promise<Device[]> {
  const rows = await store.query<{ document: Device }[]>(
    `select document from devices
     where tenant_id = $1 and revision > $2 and revision <= $3 and (superseded_revision is null or superseded_revision > $3)
       and device_id > $4
     order by device_id limit $5`,
    [tenant, after, upTo, afterDeviceId, limit],
  );
  return rows.map((row) => row.document);
}
