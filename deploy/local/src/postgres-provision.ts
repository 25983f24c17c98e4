import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { PostgresPlace } from './postgres-place.js';

/** The one database and its one user. */
export const DATABASE = 'demarc';
const MAJOR = '18';

/**
 * Makes the cluster with its database on first use, and returns the password of its user, which is kept in
 * `<dataDir>/password` for the owner only. A provisioning that is interrupted leaves nothing: the finished cluster is
 * renamed into place.
 *
 * @throws when the cluster is of another major version, or its password is gone
 */
export async function provisionPostgres(place: PostgresPlace, dataDir: string, fast: boolean): Promise<string> {
  const passwordFile = path.join(dataDir, 'password');
  if (existsSync(path.join(place.clusterDir, 'PG_VERSION'))) return knownPassword(place, passwordFile);

  const password = randomBytes(24).toString('base64url');
  const unfinished = `${place.clusterDir}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  chmodSync(unfinished, 0o700);
  if (place.user) chownSync(unfinished, place.user.uid, place.user.gid);
  await initdb(place, unfinished, password, fast);
  // Single-user mode: the database is there before the server first listens, and no client library is needed.
  await run(place, 'postgres', ['--single', '-D', unfinished, 'postgres'], `CREATE DATABASE ${DATABASE};\n`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  renameSync(unfinished, place.clusterDir);
  return password;
}

/** PostgreSQL's environment: none of the caller's PG* settings, and messages in English. */
export function postgresEnv(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}

function knownPassword(place: PostgresPlace, passwordFile: string): string {
  const major = readFileSync(path.join(place.clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (major !== MAJOR) {
    throw new Error(
      `${place.clusterDir} was made by PostgreSQL ${major}, and this is ${MAJOR}: dump and load it, or wipe it with "npm start -- --reset"`,
    );
  }
  try {
    return readFileSync(passwordFile, 'utf8').trim();
  } catch (cause) {
    throw new Error(
      `the password of the embedded PostgreSQL is missing (${passwordFile}): put it back, or wipe the data with "npm start -- --reset"`,
      { cause },
    );
  }
}

async function initdb(place: PostgresPlace, clusterDir: string, password: string, fast: boolean): Promise<void> {
  const secret = mkdtempSync(path.join(tmpdir(), 'demarc-initdb-'));
  const secretFile = path.join(secret, 'password');
  try {
    writeFileSync(secretFile, `${password}\n`, { mode: 0o600 });
    if (place.user) for (const entry of [secretFile, secret]) chownSync(entry, place.user.uid, place.user.gid);
    await run(place, 'initdb', [
      `--pgdata=${clusterDir}`,
      `--username=${DATABASE}`,
      `--pwfile=${secretFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The built-in provider sorts the same on every machine, whatever locales it has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(fast ? ['--no-sync'] : []),
    ]);
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

function run(place: PostgresPlace, binary: string, args: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { cwd: '/', env: postgresEnv(), ...place.user };
    const running = execFile(path.join(place.binDir, binary), args, options, (cause, stdout, stderr) => {
      if (!cause) return resolve();
      const said = `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
      reject(new Error(`${binary} failed for ${place.clusterDir}: ${said || cause.message}`, { cause }));
    });
    running.stdin?.end(input);
  });
}
