import { describeExit, type Child } from './child.js';

export interface KeepRunningOptions {
  /** Starts it again; for a server, returns when it is ready. */
  readonly start: () => Promise<Child>;
  readonly say: (line: string) => void;
  /** Called with each new process, so that its id can be recorded. */
  readonly started: (child: Child) => void;
  /** How it ends at once; PostgreSQL has a way that also takes its workers along. */
  readonly urgentSignal?: NodeJS.Signals;
}

/** A child that is started again whenever it ends by itself. */
export interface KeptRunning {
  readonly name: string;
  /** From now on a crash is answered by a restart; before, it is a failed start and the caller's business. */
  keep(): void;
  /** Ends it for good: in order, or at once when `hurry` is or becomes aborted. */
  stop(hurry: AbortSignal): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever ran this long starts again with the first pause. */
const STEADY_MS = 60_000;
const URGENT_BUDGET_MS = 3_000;

/** Watches over `first`; see {@link KeptRunning}. */
export function keepRunning(first: Child, options: KeepRunningOptions): KeptRunning {
  const { start, say, started, urgentSignal = 'SIGKILL' } = options;
  let child = first;
  let kept = false;
  let stopping = false;
  let wake = (): void => undefined;
  const watching = watch();
  started(first);

  async function watch(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const since = Date.now();
      const exit = await child.exited;
      if (stopping || !kept) return;
      if (Date.now() - since > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      let problem = describeExit(exit);
      for (let again = false; !again;) {
        say(`${first.name} ${problem}: starting it again in ${pauseMs / 1000} s`);
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, pauseMs);
        });
        if (stopping) return;
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        try {
          child = await start();
          started(child);
          again = true;
        } catch (error) {
          problem = `could not be started: ${(error as Error).message}`;
        }
      }
    }
  }

  return {
    name: first.name,
    keep: () => void (kept = true),
    async stop(hurry) {
      stopping = true;
      wake();
      const urgently = (): void => void child.stop({ signal: urgentSignal, budgetMs: URGENT_BUDGET_MS });
      hurry.addEventListener('abort', urgently);
      if (hurry.aborted) urgently();
      else void child.stop();
      await watching;
      // A restart that was under way has made a new child meanwhile.
      await (hurry.aborted ? child.stop({ signal: urgentSignal, budgetMs: URGENT_BUDGET_MS }) : child.stop());
      hurry.removeEventListener('abort', urgently);
    },
  };
}
