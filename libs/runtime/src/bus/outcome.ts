/**
 * What a handler says of one message. `done`: its effects are durable. `retry`: deliver it again after that long.
 * `reject`: it can never succeed and is kept elsewhere with its reason; do not deliver it again.
 */
export type Outcome =
  | { readonly type: 'done' }
  | { readonly type: 'retry'; readonly afterMs: number }
  | { readonly type: 'reject'; readonly reason: string };

export const done: Outcome = { type: 'done' };
export const retry = (afterMs: number): Outcome => ({ type: 'retry', afterMs });
export const reject = (reason: string): Outcome => ({ type: 'reject', reason });
