import { parentPort, workerData } from 'node:worker_threads';
import type { ReplayLine } from '@demarc/contracts';
import { compilePolicy } from '@demarc/domain';
import { actingFor, readHistory } from '@demarc/store';
import { type ReplayJob, SAID_AHEAD, type WorkerSays } from './replay-job.js';
import { replayLines } from './replay-lines.js';

/** The thread of one replay: computing policies over a long history would stop every other request of the process. */
const { databaseUrl, scope, candidate, policies, range } = workerData as ReplayJob;
const port = parentPort!;

let ahead = 0;
let taken: (() => void) | null = null;
port.on('message', () => {
  ahead -= 1;
  taken?.();
});

try {
  const compiled = new Map(policies.map((policy) => [policy.version, compilePolicy(policy)]));
  const compared = {
    named: (version: string) => compiled.get(version) ?? null,
    candidate: compilePolicy(candidate),
  };
  await actingFor(scope, async () => {
    for await (const lines of replayLines(readHistory(databaseUrl, range), compared, () => performance.now())) {
      if (lines.length > 0) await say(lines);
    }
  });
} catch (error) {
  const { message, code } = error as { message?: unknown; code?: unknown };
  post({ failed: { message: String(message), code: typeof code === 'string' ? code : null } });
} finally {
  port.close();
}

async function say(lines: readonly ReplayLine[]): Promise<void> {
  while (ahead >= SAID_AHEAD) {
    await new Promise<void>((resolve) => {
      taken = resolve;
    });
  }
  ahead += 1;
  post({ lines: lines.map((line) => `${JSON.stringify(line)}\n`).join('') });
}

function post(message: WorkerSays): void {
  port.postMessage(message);
}
