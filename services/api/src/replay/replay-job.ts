import type { Policy } from '@demarc/domain';
import type { HistoryRange, Scope } from '@demarc/store';

/** What a worker is given: plain data, since it crosses to another thread. */
export interface ReplayJob {
  readonly databaseUrl: string;
  /** For whom it is: what they may not see, is not replayed. */
  readonly scope: Scope;
  readonly candidate: Policy;
  /** Every policy that may have decided something. */
  readonly policies: readonly Policy[];
  readonly range: HistoryRange;
}

/** What a worker says: lines of the answer as text, or why it cannot go on. It ends when all is said. */
export type WorkerSays = { readonly lines: string } | { readonly failed: WorkerFailure };

/** An error without its class, which does not cross threads. */
export interface WorkerFailure {
  readonly message: string;
  readonly code: string | null;
}

/** What a worker is told: one more of its texts was taken. */
export const TAKEN = 'taken';
/** Texts a worker says ahead of the client, so that a slow one holds no more than these in memory. */
export const SAID_AHEAD = 4;
