import { type Device, type DirectoryState, type Instant, instantOf, keysOfDevice, later } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { type CopyColumns, copyRows } from '../copy/copy-rows.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { applyStatement, sameDevice } from './apply-statement.js';
import type { DeviceColumn } from './device-row.js';
import { type DeviceStatement, readStatements } from './device-statement.js';
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

interface Refused {
  readonly ok: false;
  readonly errors: readonly RowError[];
  /** Not null: the file says that it was read before this, when the last inventory was. */
  readonly olderThan: Instant | null;
}

export type ImportAnswer =
  ({ readonly ok: true; readonly revision: number; readonly asOf: Instant } & ImportCounts) | Refused;

/** What a file would make of one device; `before` null: it is new, and the id of `after` will be another. */
export interface DeviceChange {
  /** In the file. */
  readonly line: number;
  readonly before: Device | null;
  readonly after: Device;
}

interface Weighed {
  readonly ok: true;
  readonly asOf: Instant;
  /** In the order of the file. */
  readonly changes: readonly DeviceChange[];
  readonly counts: ImportCounts;
}

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
  inventory: Inventory,
): Promise<ImportAnswer> {
  const { statements, errors } = readStatements(table);
  if (errors.length > 0) return { ok: false, errors, olderThan: null };
  return inTransaction(store, async (client) => {
    const before = await readTenant(client, tenant, 'for update');
    const weighed = await weigh(client, tenant, { statements, columns: table.columns }, inventory, before);
    if (!weighed.ok) return weighed;
    const { changes, counts, asOf } = weighed;
    const { now, coverage = 'complete' } = inventory;
    const revision = Number(before.revision) + 1;
    const devices = changes.map(({ after }) => after);
    await saveDevices(client, tenant, devices, revision, now);
    await moveDirectory(client, tenant, { revision, asOf, coverage, freshForHours: before.freshHours }, counts, now);
    return { ok: true, ...counts, revision, asOf };
  });
}

/** What {@link importDevices} would do with the file now, or would refuse it for. Writes and locks nothing. */
export async function previewDevices(
  store: DataSource,
  tenant: string,
  table: ImportTable<DeviceColumn>,
  inventory: Inventory,
): Promise<Weighed | Refused> {
  const { statements, errors } = readStatements(table);
  if (errors.length > 0) return { ok: false, errors, olderThan: null };
  return inTransaction(store, async (client) => {
    const before = await readTenant(client, tenant);
    return weigh(client, tenant, { statements, columns: table.columns }, inventory, before);
  });
}

interface Stated {
  readonly statements: readonly DeviceStatement[];
  readonly columns: ReadonlySet<DeviceColumn>;
}

/** What the file makes of the devices that the directory has. */
async function weigh(
  client: PoolClient,
  tenant: string,
  { statements, columns }: Stated,
  { now, asOf: readAt }: Inventory,
  { asOf: lastRead }: TenantRow,
): Promise<Weighed | Refused> {
  const last = lastRead && instantOf(lastRead);
  if (last && readAt && readAt < last) return { ok: false, errors: [], olderThan: last };
  const asOf = readAt ?? (last ? later(last, now) : now);
  const known = await KnownDevices.load(client, tenant, statements);
  const conflicts = statements.flatMap((statement) => known.conflictsOf(statement));
  if (conflicts.length > 0) return { ok: false, errors: conflicts, olderThan: null };
  const changes = statements
    .map((statement): DeviceChange => {
      const before = known.deviceOf(statement);
      return {
        line: statement.line,
        before,
        after: applyStatement(before, statement, columns, { now, asOf }, newId()),
      };
    })
    .filter(({ before, after }) => !before || !sameDevice(before, after));
  const added = changes.filter(({ before }) => !before).length;
  const counts = { added, changed: changes.length - added, unchanged: statements.length - changes.length };
  return { ok: true, asOf, changes, counts };
}

type TenantRow = Pick<DirectoryStateRow, 'revision' | 'asOf' | 'freshHours'>;

async function readTenant(client: PoolClient, tenant: string, lock: 'for update' | '' = ''): Promise<TenantRow> {
  const { rows } = await client.query<DirectoryStateRow>(
    `select directory_revision as revision, directory_as_of as "asOf", directory_fresh_hours as "freshHours"
     from tenants where tenant_id = $1 ${lock}`,
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
