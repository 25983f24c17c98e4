import type { QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import { onConnection } from '../notices/on-connection.js';
import { ALL_TENANTS, actingFor } from '../scope/scope.js';

/** What was used of each limit, for a limiter that brings its own statements; it holds nothing of any tenant. */
export const RATE_LIMIT_TABLE = 'rate_limits';

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** As much of a client of PostgreSQL as such a limiter needs, on the pool of this store. */
export function rateLimitClient(store: DataSource): { query(statement: Statement): Promise<QueryResult> } {
  return {
    query: ({ text, values }) =>
      actingFor(ALL_TENANTS, () => onConnection(store, (client) => client.query(text, [...values]))),
  };
}
