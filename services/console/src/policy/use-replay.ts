import type { ReplayTotalsLine } from '@demarc/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type BodyAt, callForLines } from '../api/call.js';
import { type ReplayResult, ReplayTally } from './replay-result.js';

const SHOWN_EVERY_MS = 200;

export interface Replay {
  readonly standing: 'none' | 'runs' | 'done' | 'stopped' | 'failed';
  readonly result: ReplayResult | null;
  /** Why it was refused or broke off. */
  readonly fault: unknown;
}

const NONE: Replay = { standing: 'none', result: null, fault: null };

/** One replay at a time; it ends when whoever asked for it stops it or leaves. */
export function useReplay() {
  const [replay, setReplay] = useState(NONE);
  const running = useRef<AbortController>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const run = useCallback(
    /** Answers the totals when it came to its end. */
    async (body: BodyAt<'POST /v1/policies/replay'>): Promise<ReplayTotalsLine | null> => {
      stop();
      const going = new AbortController();
      running.current = going;
      const tally = new ReplayTally();
      const show = (standing: Replay['standing'], fault: unknown = null) => {
        if (running.current === going) setReplay({ standing, result: tally.result(), fault });
      };
      show('runs');
      let shownMs = performance.now();
      try {
        for await (const line of callForLines('POST /v1/policies/replay', { body, signal: going.signal })) {
          tally.take(line);
          if (performance.now() - shownMs < SHOWN_EVERY_MS) continue;
          shownMs = performance.now();
          show('runs');
        }
        const { totals, failed } = tally.result();
        if (totals) show('done');
        else show('failed', failed);
        return totals;
      } catch (error) {
        if (going.signal.aborted) show('stopped');
        else show('failed', error);
        return null;
      }
    },
    [stop],
  );
  return { replay, run, stop };
}
