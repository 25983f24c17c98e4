import { spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import path from 'node:path';

export interface ChildOptions {
  /** What people call it: `router`, `postgres`. Also the name of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** stdout and stderr go straight to this file, so that the child keeps a working stdout when its supervisor dies. */
  readonly logFile: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Run as this user; only root may ask. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** `a` (default) writes after what the log already says, `w` starts it afresh. */
  readonly logMode?: 'a' | 'w';
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of ours that runs. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it is gone, whatever the reason; never rejects. */
  readonly exited: Promise<Exit>;
  /** Null while it runs. */
  exit(): Exit | null;
  /** Sends `signal` (SIGTERM) and SIGKILL when it is still there after the budget. Resolves when it is gone. */
  stop(options?: { signal?: NodeJS.Signals; budgetMs?: number }): Promise<Exit>;
  /** SIGKILL, at once. Resolves when it is gone. */
  kill(): Promise<Exit>;
}

const STOP_BUDGET_MS = 10_000;

/**
 * Starts a process in a group of its own: Ctrl-C in a terminal goes to the whole foreground group, and a database must
 * not go down before the services that write to it.
 *
 * @throws when the command cannot be started; the message names it.
 */
export async function spawnChild(options: ChildOptions): Promise<Child> {
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, options.logMode ?? 'a');
  const running = spawn(options.command, options.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: options.env ?? process.env,
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...options.user,
  });
  closeSync(log);

  let gone: Exit | null = null;
  const exited = new Promise<Exit>((resolve) => {
    running.once('exit', (code, signal) => resolve((gone = { code, signal })));
  });
  await new Promise<void>((resolve, reject) => {
    running.once('spawn', resolve);
    running.on('error', (cause) =>
      reject(new Error(`${options.name} could not be started: ${options.command}: ${cause.message}`, { cause })),
    );
  });

  const send = (signal: NodeJS.Signals): void => {
    if (!gone) running.kill(signal);
  };
  return {
    name: options.name,
    pid: running.pid!,
    exited,
    exit: () => gone,
    async stop({ signal = 'SIGTERM', budgetMs = STOP_BUDGET_MS } = {}) {
      send(signal);
      const lastResort = setTimeout(() => send('SIGKILL'), budgetMs);
      try {
        return await exited;
      } finally {
        clearTimeout(lastResort);
      }
    },
    kill() {
      send('SIGKILL');
      return exited;
    },
  };
}

/** `exited with code 1`, `was killed by SIGKILL`: for messages. */
export function describeExit({ code, signal }: Exit): string {
  return signal ? `was killed by ${signal}` : `exited with code ${code}`;
}
