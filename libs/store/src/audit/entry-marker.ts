import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** Signs what a process writes into the record, so that it is sealed; the key is the process's, never the database's. */
export interface EntryMarker {
  readonly keyId: string;
  /** 32 bytes. `names`: a name a line. */
  sign(tenant: string, markId: string, names: string): Buffer;
}

const markers = new WeakMap<PoolClient, EntryMarker>();

/** From now on, what is written over a store's connections is signed by this marker. */
export function markEntriesBy(store: DataSource, marker: EntryMarker): void {
  const { master } = store.driver as unknown as { master: NodeJS.EventEmitter };
  // A pool says so whenever it lends a connection, also one that it had before.
  master.on('acquire', (client: PoolClient) => markers.set(client, marker));
}

/** Null: whoever opened the store writes nothing that is to be sealed. */
export const markerOf = (client: PoolClient): EntryMarker | null => markers.get(client) ?? null;
