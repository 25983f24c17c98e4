import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { downloadNatsServer } from './download-nats-server.js';

/** The oldest nats-server whose JetStream does everything the bus needs. */
export const OLDEST_NATS_SERVER = '2.9.10';

export interface NatsServer {
  readonly binary: string;
  readonly version: string;
}

export interface NatsSearch {
  /** Folders looked at besides PATH: packages put servers where an ordinary PATH does not look. */
  readonly systemDirs?: readonly string[];
  /** Fetches the distribution's package into the cache folder and returns the binary's path. */
  readonly download?: (cacheDir: string) => Promise<string>;
}

/** `~/.cache/demarc`, or below XDG_CACHE_HOME. */
export function demarcCacheDir(env: NodeJS.ProcessEnv): string {
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'demarc');
}

/**
 * Finds a nats-server in this order: DEMARC_NATS_SERVER; PATH and the system's folders for servers; the private cache;
 * the distribution's package, unpacked into that cache.
 *
 * @throws one error that says what was looked at and lists the ways to get one
 */
export async function findNatsServer(
  env: NodeJS.ProcessEnv,
  cacheDir: string,
  { systemDirs = ['/usr/sbin', '/usr/local/sbin'], download = downloadNatsServer }: NatsSearch = {},
): Promise<NatsServer> {
  const chosen = env['DEMARC_NATS_SERVER'];
  if (chosen) {
    const found = await examine(chosen);
    if (typeof found !== 'string') return found;
    throw new Error(
      `DEMARC_NATS_SERVER: ${found}: set it to the path of a nats-server ${OLDEST_NATS_SERVER} or newer, or unset it`,
    );
  }

  const rejected: string[] = [];
  const searched = [...(env['PATH'] ?? '').split(path.delimiter).filter(Boolean), ...systemDirs, cacheDir];
  for (const folder of searched) {
    const binary = path.join(folder, 'nats-server');
    if (!isExecutable(binary)) continue;
    const found = await examine(binary);
    if (typeof found !== 'string') return found;
    rejected.push(found);
  }
  try {
    const found = await examine(await download(cacheDir));
    if (typeof found !== 'string') return found;
    rejected.push(found);
  } catch (error) {
    rejected.push((error as Error).message);
  }
  throw new Error(
    [
      `no nats-server ${OLDEST_NATS_SERVER} or newer was found on PATH, in ${systemDirs.join(', ')} or in ${cacheDir}`,
      ...rejected.map((reason) => `  - ${reason}`),
      'Any one of these helps:',
      '  - install it: "apt-get install nats-server" (Debian, Ubuntu), "brew install nats-server" (macOS)',
      `  - put its binary into ${cacheDir}, or set DEMARC_NATS_SERVER to where it is`,
      '  - set NATS_URL to a running server that has JetStream enabled',
    ].join('\n'),
  );
}

/** Whether version `a` is at least `b`; both as `2.9.10`. */
export function isAtLeast(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) >= 0;
}

/** The server, or in words why it is none. */
async function examine(binary: string): Promise<NatsServer | string> {
  try {
    const { stdout } = await promisify(execFile)(binary, ['--version'], { timeout: 10_000 });
    const version = /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    if (!version) return `${binary} does not say its version: "${stdout.trim().slice(0, 80)}"`;
    if (isAtLeast(version, OLDEST_NATS_SERVER)) return { binary, version };
    return `${binary} is version ${version}, older than ${OLDEST_NATS_SERVER}`;
  } catch (error) {
    return `${binary} cannot be run: ${(error as Error).message.split('\n')[0]}`;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
