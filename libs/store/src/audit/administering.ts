import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import { type AdministrativeEntry, type Administrator, noteAdministration } from './note-administration.js';

interface Asked {
  readonly by: Administrator;
  entry: AdministrativeEntry;
  noted: boolean;
}

const asked = new AsyncLocalStorage<Asked>();

/**
 * Runs what somebody asked for: the first transaction that it commits puts it on record, so that neither is there
 * without the other. What is refused commits nothing, and is not on record.
 */
export function administering<T>(by: Administrator, entry: AdministrativeEntry, run: () => T): T {
  return asked.run({ by, entry, noted: false }, run);
}

/** Says more precisely what an administrative change is about, by whoever knows it, before it is on record. */
export function aboutAdministration(more: Partial<AdministrativeEntry>): void {
  const current = asked.getStore();
  if (current) current.entry = { ...current.entry, ...more };
}

/** Called before a transaction commits: puts on record what it was asked for, once. */
export async function noteWhatWasAsked(client: PoolClient): Promise<void> {
  const current = asked.getStore();
  if (!current || current.noted) return;
  current.noted = true;
  await noteAdministration(client, current.by, current.entry);
}
