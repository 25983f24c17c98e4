import { POKES, type PolicyShelf } from '@demarc/contracts';
import type { Log, NatsConnection } from '@demarc/runtime';

/** Keeps the policies current: a poke makes it look at once, a poll when the poke was lost. */
export function followPolicies(
  shelf: PolicyShelf,
  bus: NatsConnection,
  pollMs: number,
  log: Log,
): { readonly stop: () => void } {
  const look = () => {
    shelf
      .refresh()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the policies could not be read; the last known ones decide'),
      );
  };
  const poked = bus.subscribe(POKES.policies, { callback: look });
  const timer = setInterval(look, pollMs);
  return {
    stop: () => {
      clearInterval(timer);
      poked.unsubscribe();
    },
  };
}
