import type { DataSource } from 'typeorm';

/** A device that an import added or changed, with every key it is or was found by (`keysOfDevice` of the domain). */
export interface ChangedDeviceKeys {
  readonly deviceId: string;
  /** Of the new version and of the one it took the place of; each once. */
  readonly keys: readonly string[];
}

/**
 * What exactly this import changed, in order of the device's id, at most `limit` devices: go on with the id of the last
 * one until fewer than `limit` come. `afterDeviceId` null begins.
 */
export async function changedDeviceKeys(
  store: DataSource,
  tenant: string,
  revision: number,
  afterDeviceId: string | null,
  limit: number,
): Promise<readonly ChangedDeviceKeys[]> {
  return store.query<ChangedDeviceKeys[]>(
    `select d.device_id as "deviceId", array(select distinct unnest(d.keys || coalesce(before.keys, '{}'))) as keys
     from devices d
     left join devices before
       on before.tenant_id = d.tenant_id and before.device_id = d.device_id and before.superseded_revision = d.revision
     where d.tenant_id = $1 and d.revision = $2 and ($3::uuid is null or d.device_id > $3)
     order by d.device_id limit $4`,
    [tenant, revision, afterDeviceId, limit],
  );
}
