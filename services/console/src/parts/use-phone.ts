import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 1000px)');

/** Whether the window is too narrow for a table. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );
}
