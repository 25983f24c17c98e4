import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../deploy/local/start.mjs', import.meta.url));
const READY = /Demarc is ready after/;
const READY_BUDGET_MS = 120_000;

interface Runtime {
  readonly supervisorPid: number;
  readonly urls: Readonly<Record<string, string>>;
  readonly processes: readonly { readonly name: string; readonly pid: number; readonly marker: string }[];
}

/** What `npm start` runs, as its user has it in a terminal. */
export class NpmStart {
  readonly #child: ChildProcess;
  readonly #dataDir: string;
  readonly #exited: Promise<number | null>;
  #said = '';

  constructor(env: NodeJS.ProcessEnv, args: readonly string[]) {
    this.#dataDir = env['DEMARC_DATA_DIR']!;
    this.#child = spawn(process.execPath, [SCRIPT, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on('data', (text: Buffer) => (this.#said += text.toString()));
    this.#exited = once(this.#child, 'exit').then(([code]) => code as number | null);
  }

  /** Resolves with the seconds until it said that all is ready. Throws when it ends before, with what it said. */
  async ready(): Promise<number> {
    const beganAt = performance.now();
    const deadline = AbortSignal.timeout(READY_BUDGET_MS);
    const ended = this.#exited.then((code) => {
      throw new Error(`npm start ended with ${code} before it was ready:\n${this.#said}`);
    });
    ended.catch(() => undefined);
    while (!READY.test(this.#said)) {
      const spoke = once(this.#child.stdout!, 'data', { signal: deadline });
      await Promise.race([spoke, ended]).catch((cause: unknown) => {
        throw new Error(`npm start did not become ready:\n${this.#said}`, { cause });
      });
    }
    return (performance.now() - beganAt) / 1_000;
  }

  /** `runtime.json` as it is now. */
  runtime(): Runtime {
    return JSON.parse(readFileSync(path.join(this.#dataDir, 'runtime.json'), 'utf8')) as Runtime;
  }

  /** Ctrl-C. Resolves with the exit code. */
  async interrupt(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return this.#exited;
  }

  /** `kill -9` of the supervisor: it can stop nothing that it started. */
  async killSupervisor(): Promise<void> {
    process.kill(this.runtime().supervisorPid, 'SIGKILL');
    await this.#exited;
  }

  get said(): string {
    return this.#said;
  }
}

/** Those of the processes that still run; an id that another program has by now does not count. */
export function stillRunning({ processes, supervisorPid }: Runtime): readonly string[] {
  const all = [...processes, { name: 'supervisor', pid: supervisorPid, marker: 'main.js' }];
  return all.filter(({ pid, marker }) => commandLineOf(pid).includes(marker)).map(({ name }) => name);
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
