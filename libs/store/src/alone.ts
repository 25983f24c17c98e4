import type { DataSource } from 'typeorm';
import { inTransaction } from './transaction.js';

/** Does `work` unless another process is at the same; answers whether it was done. Keeps a connection meanwhile. */
export async function alone(store: DataSource, what: string, work: () => Promise<void>): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('demarc ' || $1)) as mine`,
      [what],
    );
    if (!rows[0]!.mine) return false;
    await work();
    return true;
  });
}
