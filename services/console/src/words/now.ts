import { useSyncExternalStore } from 'react';

const TICK_MS = 10_000;
const watchers = new Set<() => void>();
let now = Date.now();
let timer: number | null = null;

/** The time, moved on for the whole page at once every ten seconds, so that no two places of it disagree. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  timer ??= window.setInterval(() => {
    now = Date.now();
    for (const tell of watchers) tell();
  }, TICK_MS);
  return () => {
    watchers.delete(changed);
    if (watchers.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    now = Date.now();
  };
}
