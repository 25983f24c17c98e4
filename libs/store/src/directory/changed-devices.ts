import type { Device } from '@demarc/domain';
import type { DataSource } from 'typeorm';

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Current devices of a tenant that changed after a revision, in order of their id, at most `limit` of them.
 * Go on with the id of the last one until fewer than `limit` come. Revision 0 means all.
 *
 * Devices may change between two pages: take the tenant's `directory` (`loadTenants`) before the first page
 * and follow from there, so that nothing is missed; what is seen twice is the same or newer.
 */
export async function changedDevices(
  store: DataSource,
  tenant: string,
  afterRevision: number,
  limit: number,
  afterDeviceId: string = LOWEST_ID,
): Promise<Device[]> {
  const rows = await store.query<{ document: Device }[]>(
    `select document from devices
     where tenant_id = $1 and superseded_at is null and revision > $2 and device_id > $3
     order by device_id limit $4`,
    [tenant, afterRevision, afterDeviceId, limit],
  );
  return rows.map((row) => row.document);
}
