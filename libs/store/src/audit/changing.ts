import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { noteWhatWasAsked } from './administering.js';

const COUNTED = /^(?:UPDATE|DELETE)$/;

/**
 * Runs one statement that changes something, with what puts it on record in the same transaction. Answers as the
 * store's own `query` does: the rows, and for an update or delete `[rows, count]`. What changed no row is not noted.
 */
export async function changing<T>(store: DataSource, text: string, values: readonly unknown[]): Promise<T> {
  const runner = store.createQueryRunner();
  const client = (await runner.connect()) as PoolClient;
  try {
    await client.query('begin');
    const { rows, rowCount, command } = await client.query(text, [...values]);
    if ((rowCount ?? 0) > 0) await noteWhatWasAsked(client);
    await client.query('commit');
    return (COUNTED.test(command) ? [rows, rowCount] : rows) as T;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
