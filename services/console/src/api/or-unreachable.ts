import { Unreachable } from './refused.js';

/**
 * Of code that could not be fetched: {@link Unreachable} where nothing can be fetched now, so that it is asked for again;
 * else the error itself, since it is gone.
 */
export async function orUnreachable(missing: unknown): Promise<never> {
  const isReachable = await fetch('/', { method: 'HEAD' }).then(
    () => true,
    () => false,
  );
  throw isReachable ? missing : new Unreachable(missing);
}
