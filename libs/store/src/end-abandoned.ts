import type { DataSource } from 'typeorm';

/**
 * Looks now and then for sessions of the store's own user that have waited for their process in the middle of a transaction
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

async function endAbandoned(store: DataSource, timeoutMs: number): Promise<void> {
  await store.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where usename = current_user and datname = current_database() and application_name like 'demarc-%'
       and pid <> pg_backend_pid() and wait_event = 'ClientRead'
       and xact_start is not null and state_change < clock_timestamp() - $1 * interval '1 millisecond'`,
    [timeoutMs],
  );
}
