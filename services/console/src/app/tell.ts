import { type ReactNode, useSyncExternalStore } from 'react';

export interface Told {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly body?: ReactNode;
}

let waiting: readonly Told[] = [];
const watchers = new Set<() => void>();

/** Says in the corner what came of something; what went wrong stays longer. */
export function tell(told: Told): void {
  become([...waiting, told]);
}

/** What was told and is not on the page yet. */
export function useWaiting(): readonly Told[] {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => waiting,
  );
}

/** Answers what waits, once. */
export function takeWaiting(): readonly Told[] {
  const taken = waiting;
  if (taken.length > 0) become([]);
  return taken;
}

function become(next: readonly Told[]): void {
  waiting = next;
  for (const changed of watchers) changed();
}
