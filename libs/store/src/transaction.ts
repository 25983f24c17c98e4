import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { noteCommit, noteRollback } from './copy/stages.js';
import { noteWhatWasAsked } from './audit/administering.js';

/** Runs `work` in one transaction on one connection; rolls back and rethrows when it fails. */
export async function inTransaction<T>(store: DataSource, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const runner = store.createQueryRunner();
  const client = (await runner.connect()) as PoolClient;
  try {
    await client.query('begin');
    const result = await work(client);
    if (!cameToNothing(result)) await noteWhatWasAsked(client);
    await client.query('commit');
    noteCommit(client);
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    noteRollback(client);
    throw error;
  } finally {
    await runner.release();
  }
}

/** What a transaction answers that changed nothing: there was no such thing, or it was refused. */
function cameToNothing(result: unknown): boolean {
  return result === null || result === false || (result as { ok?: unknown } | undefined)?.ok === false;
}

const UNIQUE_VIOLATION = '23505';
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/** Another process wrote the same thing first: load again and decide again. */
export function isConflict(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === UNIQUE_VIOLATION || code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}

/** Classes of SQLSTATE that no retry mends: the data itself does not fit (22 data exception, 23 constraint, 54 limit). */
const POISON_CLASSES = new Set(['22', '23', '54']);

/** The store refuses what it was given, and would refuse it again. Everything else (connection, disk, locks) may pass. */
export function isPoison(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return POISON_CLASSES.has(code.slice(0, 2));
  // No SQLSTATE and no errno: our own code threw on this very input.
  return code === undefined && error instanceof Error && !/connection|terminat|timeout/i.test(error.message);
}
