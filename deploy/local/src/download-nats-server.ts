import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const PACKAGE = 'nats-server';
const BUDGET_MS = 180_000;

/**
 * Fetches the distribution's package and unpacks its binary into `cacheDir`. Nothing is installed and no root is
 * needed; as root the package lists are fetched first when they are missing, as in a bare container.
 *
 * @returns the path of the binary
 * @throws when there is no `apt-get` here or it cannot fetch the package
 */
export async function downloadNatsServer(cacheDir: string): Promise<string> {
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(path.join(cacheDir, 'download-'));
  const run = (command: string, ...args: string[]): Promise<unknown> =>
    promisify(execFile)(command, args, { cwd: work, timeout: BUDGET_MS });
  try {
    // apt drops root for fetching, and that user must be able to write here.
    if (process.getuid?.() === 0) chmodSync(work, 0o777);
    const fetched = run('apt-get', 'download', PACKAGE);
    await (process.getuid?.() === 0
      ? fetched.catch(async () => {
          await run('apt-get', 'update');
          await run('apt-get', 'download', PACKAGE);
        })
      : fetched);
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (!archive) throw new Error('apt-get left no package');
    await run('dpkg-deb', '-x', archive, 'unpacked');
    const binary = path.join(cacheDir, 'nats-server');
    const unfinished = path.join(work, 'nats-server');
    copyFileSync(path.join(work, 'unpacked', 'usr', 'sbin', 'nats-server'), unfinished);
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, binary);
    return binary;
  } catch (cause) {
    const reason = (cause as Error).message.trim().split('\n').slice(0, 2).join(' ');
    throw new Error(`the distribution's package ${PACKAGE} could not be fetched: ${reason}`, { cause });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
