import type { Device, Instant } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { type CopyColumns, copyRows } from '../copy/copy-rows.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { applyStatement, sameDevice } from './apply-statement.js';
import type { DeviceColumn } from './device-row.js';
import { readStatements } from './device-statement.js';
import type { ImportTable, RowError } from './import-table.js';
import { KnownDevices } from './known-devices.js';

const DEVICES_COLUMNS: CopyColumns = {
  tenant_id: 'text',
  device_id: 'uuid',
  revision: 'int8',
  entra_id: 'text',
  serial: 'text',
  document: 'jsonb',
  recorded_at: 'timestamptz',
};

export type ImportAnswer =
  | {
      readonly ok: true;
      readonly added: number;
      readonly changed: number;
      readonly unchanged: number;
      readonly revision: number;
    }
  | { readonly ok: false; readonly errors: readonly RowError[] };

/**
 * Takes a file of devices: as a whole, or not at all with everything that is wrong with it. Importing it again changes
 * nothing. Locks the tenant's row; the revision grows by one when a device changed. Throws when there is no such tenant.
 */
export async function importDevices(
  store: DataSource,
  tenant: string,
  table: ImportTable<DeviceColumn>,
  now: Instant,
): Promise<ImportAnswer> {
  const { statements, errors } = readStatements(table);
  if (errors.length > 0) return { ok: false, errors };
  return inTransaction(store, async (client) => {
    const before = await lockTenant(client, tenant);
    const known = await KnownDevices.load(client, tenant, statements);
    const conflicts = statements.flatMap((statement) => known.conflictsOf(statement));
    if (conflicts.length > 0) return { ok: false, errors: conflicts };
    const added: Device[] = [];
    const changed: Device[] = [];
    for (const statement of statements) {
      const device = known.deviceOf(statement);
      const after = applyStatement(device, statement, table.columns, now, newId());
      if (!device) added.push(after);
      else if (!sameDevice(device, after)) changed.push(after);
    }
    const moves = added.length + changed.length > 0 || !before.loaded;
    const revision = moves ? before.revision + 1 : before.revision;
    if (moves) await saveDevices(client, tenant, [...added, ...changed], revision, now);
    const unchanged = statements.length - added.length - changed.length;
    return { ok: true, added: added.length, changed: changed.length, unchanged, revision };
  });
}

async function lockTenant(client: PoolClient, tenant: string): Promise<{ revision: number; loaded: boolean }> {
  const { rows } = await client.query<{ revision: string; loaded: boolean }>(
    'select directory_revision as revision, directory_loaded as loaded from tenants where tenant_id = $1 for update',
    [tenant],
  );
  if (!rows[0]) throw new Error(`There is no tenant ${tenant}; create it before you import its directory.`);
  return { revision: Number(rows[0].revision), loaded: rows[0].loaded };
}

async function saveDevices(
  client: PoolClient,
  tenant: string,
  devices: readonly Device[],
  revision: number,
  now: Instant,
): Promise<void> {
  await client.query(
    'update devices set superseded_at = $3 where tenant_id = $1 and device_id = any($2::uuid[]) and superseded_at is null',
    [tenant, devices.map((device) => device.id), now],
  );
  await copyRows(
    client,
    'devices',
    DEVICES_COLUMNS,
    devices.map((device) => [tenant, device.id, revision, device.entraId, device.serial, device, now]),
  );
  await client.query('update tenants set directory_revision = $2, directory_loaded = true where tenant_id = $1', [
    tenant,
    revision,
  ]);
}
