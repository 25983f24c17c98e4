import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_DIR } from '@demarc/local';
import type { Servers } from './servers.js';

export interface ScriptResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `deploy/<name>.mjs` on these servers as an operator does: a process of its own. */
export async function runOperatorScript(
  name: 'backup' | 'restore' | 'migrate',
  args: readonly string[],
  { databaseUrl, natsUrl }: Pick<Servers, 'databaseUrl' | 'natsUrl'>,
  onOut: (said: string) => void = () => undefined,
  env: NodeJS.ProcessEnv = {},
): Promise<ScriptResult> {
  const child = spawn(process.execPath, [path.join(PROJECT_DIR, 'deploy', `${name}.mjs`), ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, NATS_URL: natsUrl, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (said: Buffer) => onOut(said.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
