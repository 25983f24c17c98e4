import { useCallback, useRef, useState } from 'react';

/**
 * Runs what a button does once at a time: whoever presses it twice asks once. Answers whether it runs, for the button to
 * say so, and what starts it. What is started handles its own errors.
 */
export function useBusy(): readonly [busy: boolean, start: (run: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  // A second press may come before the page is drawn anew.
  const running = useRef(false);
  const start = useCallback((run: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    void run().finally(() => {
      running.current = false;
      setBusy(false);
    });
  }, []);
  return [busy, start];
}
