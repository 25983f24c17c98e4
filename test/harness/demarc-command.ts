import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { READER, testIssuer } from './people.js';

const BINARY = fileURLToPath(new URL('../../services/cli/bin/demarc.mjs', import.meta.url));

/** The documents of `--json`, as far as stories look at them. */
interface Printed {
  readonly items?: readonly { readonly id?: string; readonly [field: string]: unknown }[];
  readonly [field: string]: unknown;
}

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What it printed with `--json`; empty when that is no JSON. */
  readonly json: Printed;
}

/**
 * Runs `demarc` as a user's shell would: a process of its own against the api at `apiUrl`, with the access token of
 * whoever stands behind `--as` (test/harness/people.ts says who that can be).
 */
export async function runDemarc(
  apiUrl: string,
  given: readonly string[],
  stdin = '',
  env: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  const at = given.indexOf('--as');
  const args = at < 0 ? given : given.toSpliced(at, 2);
  const token = await (await testIssuer()).tokenOf(at < 0 ? READER : given[at + 1]!);
  const child = spawn(process.execPath, [BINARY, ...args], {
    env: { ...process.env, DEMARC_API_URL: apiUrl, DEMARC_TOKEN: token, NO_COLOR: '1', NODE_OPTIONS: '', ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(stdin);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err, json: parse(out) };
}

function parse(out: string): Printed {
  try {
    return JSON.parse(out) as Printed;
  } catch {
    return {};
  }
}
