import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;
const PATIENCE_MS = 20_000;

/**
 * Looks until `look` answers something (neither null, undefined nor false) and returns it. Fails with `what`
 * and the last error when it never does. For rows and pages that appear; never for "nothing happens".
 */
export async function eventually<T extends NonNullable<unknown>>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  let last: unknown = 'it stayed empty';
  while (Date.now() < deadline) {
    try {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen;
    } catch (error) {
      last = error;
    }
    await setTimeout(LOOK_EVERY_MS);
  }
  throw new Error(
    `waited ${patienceMs} ms in vain for: ${what} (${last instanceof Error ? last.message : String(last)})`,
  );
}
