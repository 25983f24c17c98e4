import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom something is done: what the database shows, and lets be written, while it is. */
export interface Scope {
  /** Names of tenants, or all that there are: the provider's people and machines. */
  readonly tenants: 'all' | readonly string[];
  /** False: of security incidents nothing but those that `microsoft/operations` holds. */
  readonly seesSecurity: boolean;
}

/** Everything of everybody: what router and notifier work with, and the api where it works for nobody in particular. */
export const ALL_TENANTS: Scope = { tenants: 'all', seesSecurity: true };

/** The owner of the schema, while it migrates, backs up or repairs. */
export const MAINTENANCE = 'maintenance';
export type Acting = Scope | typeof MAINTENANCE;

const acting = new AsyncLocalStorage<Acting>();

/**
 * Does `work` for this scope, and all that it awaits or starts: each connection that it takes from a store shows the
 * rows of the scope alone. A connection that was taken before keeps its own, so open transactions inside, not around it.
 * What is done for no scope at all is refused every table.
 */
export function actingFor<T>(scope: Scope, work: () => T): T {
  return acting.run(scope, work);
}

/** For whom something is being done right now; null when nobody said. */
export function currentlyActing(): Acting | null {
  return acting.getStore() ?? null;
}

/** For whom something is being done, to hand it to another thread. Throws when it is for nobody. */
export function requireScope(): Scope {
  const current = currentlyActing();
  if (current === null || current === MAINTENANCE)
    throw new Error('This is done for nobody: call it within actingFor.');
  return current;
}

/**
 * Does `work` as the owner of the schema, who sees all rows for so long: for migrating, backing up and repairing. Only
 * those may who are a member of the role `demarc_owner`, which no service is.
 */
export function maintaining<T>(work: () => T): T {
  return acting.run(MAINTENANCE, work);
}
