import type { Log } from './log.js';

/** Why a service does not start, in words for whoever starts it: its message says what to do, and no stack is needed. */
export class CannotStart extends Error {}

/** Refuses to start on a database that does not fit, and says what is worth knowing of one that does. */
export function startOnlyOn(
  schema: { readonly problem: string | null; readonly remark: string | null },
  log: Log,
): void {
  if (schema.problem !== null) throw new CannotStart(schema.problem);
  if (schema.remark !== null) log.warn(schema.remark);
}
