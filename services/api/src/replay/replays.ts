import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ProblemError } from '../door/problem-error.js';
import { type ReplayJob, TAKEN, type WorkerSays } from './replay-job.js';

const MOST_AT_ONCE = 2;
const RETRY_AFTER_S = 30;
/** The built file, also when this one runs from its source: a thread is not given what a test makes of sources. */
const WORKER = fileURLToPath(new URL('../../dist/replay/replay-worker.js', import.meta.url));

/** The replays that run in this process, each in a thread of its own. */
@Injectable()
export class Replays implements OnModuleDestroy {
  readonly #running = new Set<Worker>();

  get running(): number {
    return this.#running.size;
  }

  /**
   * Runs a replay; answers its lines as texts of whole lines. `signal` ends its thread, and so does stopping to read.
   * Throws `unavailable` when too many run already, and what went wrong in the thread.
   */
  async *run(job: ReplayJob, signal: AbortSignal): AsyncGenerator<string, void, void> {
    if (this.#running.size >= MOST_AT_ONCE) {
      const detail = `${MOST_AT_ONCE} replays run already, which is all that one API does at once. Try again later.`;
      throw new ProblemError('unavailable', detail, { retryAfterS: RETRY_AFTER_S });
    }
    const worker = new Worker(WORKER, { workerData: job });
    this.#running.add(worker);
    const end = () => void worker.terminate();
    signal.addEventListener('abort', end);
    try {
      yield* saidBy(worker);
    } finally {
      signal.removeEventListener('abort', end);
      this.#running.delete(worker);
      await worker.terminate();
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
  }
}

async function* saidBy(worker: Worker): AsyncGenerator<string, void, void> {
  const said: WorkerSays[] = [];
  let wake: () => void = () => undefined;
  let isOver = false;
  let crash: Error | null = null;
  worker.on('message', (message: WorkerSays) => {
    said.push(message);
    wake();
  });
  worker.on('error', (error: unknown) => {
    crash = error instanceof Error ? error : new Error(String(error));
  });
  worker.once('exit', () => {
    isOver = true;
    wake();
  });
  for (;;) {
    const next = said.shift();
    if (next && 'failed' in next) throw Object.assign(new Error(next.failed.message), { code: next.failed.code });
    if (next) {
      yield next.lines;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(TAKEN);
    } else if (isOver) {
      if (crash) throw crash;
      return;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}
