import { useSyncExternalStore } from 'react';

/** Whether the API said that it does not know who asks any more. Kept apart, since the call itself notes it. */
let ended = false;
const watchers = new Set<() => void>();
const signedIn = new Set<() => void>();

export function sessionEnded(): void {
  become(true);
}

/** Somebody signed in, here or in another window. */
export function sessionBegan(): void {
  become(false);
  for (const tell of signedIn) tell();
}

export function onSignedIn(tell: () => void): void {
  signedIn.add(tell);
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => ended,
  );
}

function become(next: boolean): void {
  ended = next;
  for (const changed of watchers) changed();
}
