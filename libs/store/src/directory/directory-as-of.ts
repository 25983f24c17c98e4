import {
  type Device,
  type Directory,
  DirectoryIndex,
  type DirectoryState,
  NEVER_IMPORTED,
  deviceKey,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type AtRevision, devicesAsOf, serialHoldersAsOf } from './devices-as-of.js';
import { type DirectoryStateRow, directoryStateOf } from './directory-state.js';

const SERIAL_KEYS = deviceKey.serial('');

/**
 * A tenant's directory as it was at a revision, or as it is `now`, as far as the keys ask: what answers to them, of a
 * serial two at most, and what shares a name with that, since a device is also judged by its twins. Throws
 * {@link UnknownRevisionError}.
 */
export async function directoryAsOf(
  store: DataSource,
  tenant: string,
  keys: readonly string[],
  revision: AtRevision,
): Promise<Directory> {
  const directory = new DirectoryIndex();
  directory.state = await stateAsOf(store, tenant, revision);
  if (directory.state === NEVER_IMPORTED) return directory;
  // One revision for all reads: an import may end between them.
  const at = directory.state.revision;
  const [serials, others] = [keys.filter(isSerial), keys.filter((key) => !isSerial(key))];
  const named = await devicesAsOf(store, tenant, others, at);
  const twins = await devicesAsOf(store, tenant, twinKeys(named, others), at);
  const sharing = await serialHoldersAsOf(store, tenant, serials, at);
  for (const device of [...named, ...twins, ...sharing]) directory.put(device);
  return directory;
}

/** A tenant's state at a revision. Throws {@link UnknownRevisionError}. */
export async function stateAsOf(store: DataSource, tenant: string, revision: AtRevision): Promise<DirectoryState> {
  if (revision === 0) return NEVER_IMPORTED;
  const [row] = await store.query<DirectoryStateRow[]>(
    `select revision, as_of as "asOf", coverage, fresh_hours as "freshHours" from directory_imports
     where tenant_id = $1 and ($2::bigint is null or revision = $2) order by revision desc limit 1`,
    [tenant, revision === 'now' ? null : revision],
  );
  if (row) return directoryStateOf(row);
  if (revision === 'now') return NEVER_IMPORTED;
  throw new UnknownRevisionError(tenant, revision);
}

export class UnknownRevisionError extends Error {
  constructor(tenant: string, revision: number) {
    super(`The directory of ${tenant} has no revision ${revision}, so nothing can be recomputed from it.`);
    this.name = 'UnknownRevisionError';
  }
}

/** A serial decides nothing, and thousands of devices may share one that their maker never set. */
function isSerial(key: string): boolean {
  return key.startsWith(SERIAL_KEYS);
}

/** Only a name makes twins. */
function twinKeys(devices: readonly Device[], asked: readonly string[]): readonly string[] {
  const known = new Set(asked);
  const names = devices.flatMap((device) => device.names.map(({ value }) => deviceKey.name(value)));
  return [...new Set(names)].filter((key) => !known.has(key));
}
