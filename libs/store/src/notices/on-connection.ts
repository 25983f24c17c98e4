import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** Runs one statement or several on one connection, without a transaction around them: one statement is one by itself. */
export async function onConnection<T>(store: DataSource, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const runner = store.createQueryRunner();
  try {
    return await work((await runner.connect()) as PoolClient);
  } finally {
    await runner.release();
  }
}
