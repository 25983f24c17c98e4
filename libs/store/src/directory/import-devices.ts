import { type Device, type DirectoryState, type Instant, instantOf, keysOfDevice, later } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { type CopyColumns, copyRows } from '../copy/copy-rows.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { applyStatement, sameDevice } from './apply-statement.js';
import type { DeviceColumn } from './device-row.js';
import { readStatements } from './device-statement.js';
import { type DirectoryStateRow } from './directory-state.js';
import type { ImportTable, RowError } from './import-table.js';
import { KnownDevices } from './known-devices.js';
import { type ImportCounts, moveDirectory } from './move-directory.js';

const DEVICES_COLUMNS: CopyColumns = {
  tenant_id: 'text',
  device_id: 'uuid',
  revision: 'int8',
  entra_id: 'text',
  serial: 'text',
  document: 'jsonb',
  keys: 'text[]',
  recorded_at: 'timestamptz',
};

/** What a file is, beside its rows. */
export interface Inventory {
  readonly now: Instant;
  /** When it was read at its source; undefined: now, or with the last one when clocks differ. */
  readonly asOf?: Instant | undefined;
  /** `partial`: its source shows only some of the devices. Undefined: complete. */
  readonly coverage?: DirectoryState['coverage'] | undefined;
}

export type ImportAnswer =
  | ({ readonly ok: true; readonly revision: number; readonly asOf: Instant } & ImportCounts)
  | {
      readonly ok: false;
      readonly errors: readonly RowError[];
      /** Not null: the file says that it was read before this, when the last inventory was. */
      readonly olderThan: Instant | null;
    };

/**
 * Takes a file of devices: as a whole, or not at all with everything that is wrong with it. Importing it again changes
 * no device, but it is a newer state of the directory: the revision grows by one with each import. An inventory that
 * says it was read before the last one is not taken: what it says without dates would end what is newer. Locks the
 * tenant's row. Throws when there is no such tenant.
 */
export async function importDevices(
  store: DataSource,
  tenant: string,
  table: ImportTable<DeviceColumn>,
  { now, asOf: readAt, coverage = 'complete' }: Inventory,
): Promise<ImportAnswer> {
  const { statements, errors } = readStatements(table);
  if (errors.length > 0) return { ok: false, errors, olderThan: null };
  return inTransaction(store, async (client) => {
    const before = await lockTenant(client, tenant);
    const last = before.asOf && instantOf(before.asOf);
    if (last && readAt && readAt < last) return { ok: false, errors: [], olderThan: last };
    const asOf = readAt ?? (last ? later(last, now) : now);
    const known = await KnownDevices.load(client, tenant, statements);
    const conflicts = statements.flatMap((statement) => known.conflictsOf(statement));
    if (conflicts.length > 0) return { ok: false, errors: conflicts, olderThan: null };
    const added: Device[] = [];
    const changed: Device[] = [];
    for (const statement of statements) {
      const device = known.deviceOf(statement);
      const after = applyStatement(device, statement, table.columns, { now, asOf }, newId());
      if (!device) added.push(after);
      else if (!sameDevice(device, after)) changed.push(after);
    }
    const revision = Number(before.revision) + 1;
    await saveDevices(client, tenant, [...added, ...changed], revision, now);
    const unchanged = statements.length - added.length - changed.length;
    const counts = { added: added.length, changed: changed.length, unchanged };
    await moveDirectory(client, tenant, { revision, asOf, coverage, freshForHours: before.freshHours }, counts, now);
    return { ok: true, ...counts, revision, asOf };
  });
}

async function lockTenant(
  client: PoolClient,
  tenant: string,
): Promise<Pick<DirectoryStateRow, 'revision' | 'asOf' | 'freshHours'>> {
  const { rows } = await client.query<DirectoryStateRow>(
    `select directory_revision as revision, directory_as_of as "asOf", directory_fresh_hours as "freshHours"
     from tenants where tenant_id = $1 for update`,
    [tenant],
  );
  if (!rows[0]) throw new Error(`There is no tenant ${tenant}; create it before you import its directory.`);
  return rows[0];
}

async function saveDevices(
  client: PoolClient,
  tenant: string,
  devices: readonly Device[],
  revision: number,
  now: Instant,
): Promise<void> {
  if (devices.length === 0) return;
  // Else the check of the reference to the tenant is planned anew for each row, a third of the time it takes to copy them.
  await client.query('set local plan_cache_mode = auto');
  await client.query(
    `update devices set superseded_at = $3, superseded_revision = $4
     where tenant_id = $1 and device_id = any($2::uuid[]) and superseded_at is null`,
    [tenant, devices.map((device) => device.id), now, revision],
  );
  await copyRows(
    client,
    'devices',
    DEVICES_COLUMNS,
    devices.map((device) => [
      tenant,
      device.id,
      revision,
      device.entraId,
      device.serial,
      device,
      keysOfDevice(device),
      now,
    ]),
  );
}
