import type { DataSource } from 'typeorm';

/**
 * Looks now and then for sessions of services that have waited for their process in the middle of a transaction
 * for longer than `timeoutMs`, and ends them, with their locks: their process is paused or cut off. The server's own
 * limits do not end one that waits for the rows of a `copy`, which is where a router mostly is. Ends with the store.
 */
export function watchAbandoned(store: DataSource, timeoutMs: number): void {
  const timer = setInterval(() => {
    if (store.isInitialized) endAbandoned(store, timeoutMs).catch(() => undefined);
    else clearInterval(timer);
  }, timeoutMs / 2);
  timer.unref();
}

/** By a function of the owner, since no service may end another's sessions. */
async function endAbandoned(store: DataSource, timeoutMs: number): Promise<void> {
  await store.query('select end_abandoned($1)', [timeoutMs]);
}
