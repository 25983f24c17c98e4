import pg from 'pg';
import { type Acting, type Scope, currentlyActing } from './scope.js';
import { setScope } from './scope-connection.js';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (broken?: Error | boolean) => void,
) => void;

/** A driver for TypeORM of which every connection, before anybody has it, is set to the scope of who asks for it. */
export function scopedDriver(otherwise: Scope | null): typeof pg {
  class ScopedPool extends pg.Pool {
    override connect(): Promise<pg.PoolClient>;
    override connect(connected: Connected): void;
    override connect(connected?: Connected): Promise<pg.PoolClient> | void {
      // Now, and not when a connection is free: by then somebody else may be asking.
      const client = this.#connectFor(currentlyActing() ?? otherwise);
      if (!connected) return client;
      client.then(
        (one) => connected(undefined, one, (broken) => one.release(broken)),
        (error: Error) => connected(error, undefined, () => undefined),
      );
    }

    async #connectFor(acting: Acting | null): Promise<pg.PoolClient> {
      const client = await super.connect();
      try {
        await setScope(client, acting);
      } catch (error) {
        client.release(error as Error);
        throw error;
      }
      return client;
    }
  }
  return Object.assign(Object.create(pg), { Pool: ScopedPool }) as typeof pg;
}
