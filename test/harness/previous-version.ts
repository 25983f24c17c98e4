import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { NODE_ARGS, PROJECT_DIR } from '@demarc/local';
import type { Servers } from './servers.js';

/** While there is no release: the newest migration of the version from which an upgrade is practised. */
const LAST_MIGRATION = 1_764_070_000_000;
const MIGRATIONS = 'libs/store/src/migrations';
const PARTS = ['libs', 'services', 'deploy', 'package.json', 'tsconfig.base.json'];

/**
 * The commit of the version before this one: the last release that is not this very commit, else the last commit before
 * newer migrations began. Null when git cannot say, as in a shallow clone.
 */
export function previousVersion(): string | null {
  try {
    const released = git('tag', '--list', 'v*', '--sort=-v:refname', '--no-contains', 'HEAD').split('\n')[0];
    if (released) return released;
    const newer = readdirSync(path.join(PROJECT_DIR, MIGRATIONS)).filter(
      (file) => Number.parseInt(file, 10) > LAST_MIGRATION,
    );
    const added = git('log', '--format=%H', '--diff-filter=A', '--', ...newer.map((file) => `${MIGRATIONS}/${file}`));
    const first = added.split('\n').at(-1);
    return first ? git('rev-parse', '--verify', `${first}^`) : null;
  } catch {
    return null;
  }
}

/** Builds that version in a folder of its own, with the packages of this one, and answers the folder. */
export async function buildVersion(commit: string, folder: string): Promise<string> {
  mkdirSync(path.join(folder, 'node_modules', '@demarc'), { recursive: true });
  const archive = execFileSync('git', ['archive', commit, '--', ...PARTS], {
    cwd: PROJECT_DIR,
    maxBuffer: 256 * 1024 ** 2,
  });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  linkPackages(folder);
  const compiler = path.join(folder, 'node_modules', 'typescript-7', 'bin', 'tsc');
  await node([compiler, '-b', 'services/api', 'services/router', 'services/notifier'], folder);
  return folder;
}

/** Runs that version's migrations. */
export async function migrateWith(version: string, { databaseUrl }: Servers): Promise<void> {
  await node([path.join('deploy', 'migrate.mjs')], version, { DATABASE_URL: databaseUrl });
}

/** Every package is the one of this version, but for the project's own. */
function linkPackages(folder: string): void {
  const from = path.join(PROJECT_DIR, 'node_modules');
  const to = path.join(folder, 'node_modules');
  for (const name of readdirSync(from)) if (name !== '@demarc') symlinkSync(path.join(from, name), path.join(to, name));
  for (const kind of ['libs', 'services'])
    for (const name of readdirSync(path.join(folder, kind)))
      if (existsSync(path.join(folder, kind, name, 'package.json')))
        symlinkSync(path.join(folder, kind, name), path.join(to, '@demarc', name));
}

async function node(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, [...NODE_ARGS, ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code} in ${cwd}:\n${said}`);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: PROJECT_DIR, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
