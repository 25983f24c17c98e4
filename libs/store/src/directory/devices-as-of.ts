import type { Device } from '@demarc/domain';
import type { DataSource } from 'typeorm';

/** A state of a directory: the one an import made, or the one of this moment. */
export type AtRevision = number | 'now';

/**
 * The devices of a tenant that any of the keys ever found, in whichever version, each in the version that was current
 * at `revision`. A device that was not known then is left out. In order of their ids.
 */
export async function devicesAsOf(
  store: DataSource,
  tenant: string,
  keys: readonly string[],
  revision: AtRevision,
): Promise<readonly Device[]> {
  if (keys.length === 0) return [];
  const rows = await store.query<{ document: Device }[]>(
    `select d.document from devices d
     where d.tenant_id = $1
       and d.device_id in (select found.device_id from devices found where found.tenant_id = $1 and found.keys && $2::text[])
       and case when $3::bigint is null then d.superseded_revision is null
                else d.revision <= $3 and (d.superseded_revision is null or d.superseded_revision > $3) end
     order by d.device_id`,
    [tenant, [...keys], revision === 'now' ? null : revision],
  );
  return rows.map(({ document }) => document);
}

/** As many as `Directory.bySerial` tells apart. */
const MOST_OF_A_SERIAL = 2;

/** Of the devices that bore one of the serials at `revision`, two of each at most: it is only asked whether there is one. */
export async function serialHoldersAsOf(
  store: DataSource,
  tenant: string,
  keys: readonly string[],
  revision: number,
): Promise<readonly Device[]> {
  if (keys.length === 0) return [];
  const rows = await store.query<{ document: Device }[]>(
    `select holder.document from unnest($2::text[]) asked (key) cross join lateral (
       select d.document from devices d
       where d.tenant_id = $1 and d.keys @> array[asked.key]
         and d.revision <= $3 and (d.superseded_revision is null or d.superseded_revision > $3)
       limit $4) holder`,
    [tenant, [...keys], revision, MOST_OF_A_SERIAL],
  );
  return rows.map(({ document }) => document);
}
