import { execFile } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { demarcCacheDir } from '@demarc/local';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGE = 'chromium';
const BUDGET_MS = 300_000;
const ASKED_MS = 20_000;
const run = promisify(execFile);

/**
 * The path of a Chromium: on PATH, the one Playwright keeps, the private cache; else Playwright's download, else the
 * distribution's package with what it needs, unpacked into that cache. Null, and said loudly, when there is none.
 */
export async function findChromium(): Promise<string | null> {
  const cacheDir = path.join(demarcCacheDir(process.env), 'chromium');
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean), '/usr/bin'];
  const known = [
    ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))),
    chromium.executablePath(),
    path.join(cacheDir, PACKAGE),
  ];
  const found = known.find(isExecutable);
  if (found) return found;
  const reasons: string[] = [];
  for (const get of [downloadOfPlaywright, () => downloadOfDistribution(cacheDir)]) {
    try {
      return await get();
    } catch (error) {
      reasons.push((error as Error).message.trim().split('\n', 1)[0]!);
    }
  }
  const line = '!'.repeat(100);
  process.stderr.write(
    `\n${line}\nNOT TESTED: there is no Chromium here, and none could be fetched:\n${reasons.join('\n')}\n` +
      `Install one (apt-get install ${PACKAGE}) to run the stories of the console.\n${line}\n\n`,
  );
  return null;
}

async function downloadOfPlaywright(): Promise<string> {
  const cli = path.join(path.dirname(new URL(import.meta.resolve('playwright-core')).pathname), 'cli.js');
  // Whether its server can be reached shows soon; the download itself may take its time.
  await fetch('https://cdn.playwright.dev', { method: 'HEAD', signal: AbortSignal.timeout(ASKED_MS) });
  await run(process.execPath, [cli, 'install', 'chromium'], { timeout: BUDGET_MS });
  const binary = chromium.executablePath();
  if (!isExecutable(binary)) throw new Error(`Playwright's download left no ${binary}`);
  return binary;
}

/** Nothing is installed and no root is needed; what the machine has already is not fetched. */
async function downloadOfDistribution(cacheDir: string): Promise<string> {
  mkdirSync(path.dirname(cacheDir), { recursive: true });
  const work = mkdtempSync(`${cacheDir}-download-`);
  const inWork = { cwd: work, timeout: BUDGET_MS, maxBuffer: 64 * 1024 ** 2 };
  try {
    // apt drops root for fetching, and that user must be able to write here.
    if (process.getuid?.() === 0) chmodSync(work, 0o777);
    // A cache of its own: what lies in apt's is not listed.
    mkdirSync(path.join(work, 'partial'));
    const ownCache = ['-o', `Dir::Cache::archives=${work}`];
    const args = [...ownCache, 'install', '--print-uris', '-qq', '-y', '--no-install-recommends', PACKAGE];
    const { stdout } = await run('apt-get', args, inWork).catch(async (error: unknown) => {
      if (process.getuid?.() !== 0) throw error;
      await run('apt-get', ['update'], inWork);
      return run('apt-get', args, inWork);
    });
    const packages = [...stdout.matchAll(/^'[^']+' ([^_\s]+)_/gm)].map(([, name]) => name!);
    await run('apt-get', ['download', ...packages], inWork);
    for (const archive of readdirSync(work).filter((name) => name.endsWith('.deb')))
      await run('dpkg-deb', ['-x', archive, 'unpacked'], inWork);
    const unpacked = path.join(work, 'unpacked');
    const program = path.join('usr', 'lib', 'chromium', 'chromium');
    if (!existsSync(path.join(unpacked, program))) throw new Error(`the package ${PACKAGE} has no ${program}`);
    writeFileSync(path.join(unpacked, PACKAGE), starterOf(program), { mode: 0o755 });
    rmSync(cacheDir, { recursive: true, force: true });
    renameSync(unpacked, cacheDir);
    return path.join(cacheDir, PACKAGE);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A program that starts another one with the libraries that were unpacked beside it. */
const starterOf = (program: string): string => `#!/bin/sh
here=$(dirname "$0")
libraries=$(find "$here/usr/lib" "$here/lib" -name '*.so*' -exec dirname {} + 2>/dev/null | sort -u | tr '\\n' ':')
LD_LIBRARY_PATH="$libraries$LD_LIBRARY_PATH" exec "$here/${program}" "$@"
`;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
