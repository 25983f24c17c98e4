import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `<data>/runtime.json`: what runs now and where. There while a supervisor runs, or after one was killed. */
export interface Runtime {
  readonly supervisorPid: number;
  readonly startedAt: string;
  /** False until every process is ready. */
  readonly ready: boolean;
  readonly urls: Readonly<Record<string, string | null>>;
  readonly processes: readonly RecordedProcess[];
}

export interface RecordedProcess {
  readonly name: string;
  readonly pid: number;
  /** Part of its command line, by which it is told from another program with a reused process id. */
  readonly marker: string;
}

const RUNTIME_FILE = 'runtime.json';

/** The file, or null when nothing was left or it cannot be read. */
export function readRuntime(dataDir: string): Runtime | null {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, RUNTIME_FILE), 'utf8')) as Runtime;
  } catch {
    return null;
  }
}

/** Replaces the file at once; only its owner may read it, since the database's URL holds a password. */
export function writeRuntime(dataDir: string, runtime: Runtime): void {
  const file = path.join(dataDir, RUNTIME_FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRuntime(dataDir: string): void {
  rmSync(path.join(dataDir, RUNTIME_FILE), { force: true });
}
