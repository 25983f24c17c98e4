import {
  type Device,
  type Directory,
  DirectoryIndex,
  type DirectoryState,
  NEVER_IMPORTED,
  deviceKey,
  keysOfDevice,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type AtRevision, devicesAsOf } from './devices-as-of.js';
import { type DirectoryStateRow, directoryStateOf } from './directory-state.js';

const USER_KEYS = deviceKey.user('');

/**
 * A tenant's directory as it was at a revision, or as it is `now`, as far as the keys ask: what answers to them, and
 * what shares a name, a serial or an id with that, since a device is also judged by its twins. Throws
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
  const named = await devicesAsOf(store, tenant, keys, at);
  for (const device of named) directory.put(device);
  for (const device of await devicesAsOf(store, tenant, twinKeys(named, keys), at)) directory.put(device);
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

/** Sharing a user makes no twins. */
function twinKeys(devices: readonly Device[], asked: readonly string[]): readonly string[] {
  const known = new Set(asked);
  return [...new Set(devices.flatMap(keysOfDevice))].filter((key) => !known.has(key) && !key.startsWith(USER_KEYS));
}
