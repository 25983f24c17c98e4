/**
 * Builds the web console into services/console/dist, unless that is what its sources give already, and puts a gzip and a
 * brotli form beside each file that the api sends. Needs the libraries it imports to be compiled.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(project, 'services', 'console');
const dist = path.join(folder, 'dist');
const stamp = path.join(dist, '.built-from');

const filesUnder = (from) =>
  readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();

/** Everything the bundle follows from. */
function digestOfSources() {
  const own = ['index.html', 'vite.config.ts', 'tsconfig.json', 'package.json'].map((name) => path.join(folder, name));
  const libs = path.join(project, 'libs', 'domain', 'src');
  const sources = [path.join(project, 'package-lock.json'), fileURLToPath(import.meta.url), ...own];
  const hash = createHash('sha256');
  for (const file of [...sources, ...filesUnder(path.join(folder, 'src')), ...filesUnder(libs)])
    hash.update(path.relative(project, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

/** index.html is not among them: the api writes a nonce into each answer of it. */
const COMPRESSED = /\.(?:js|css|svg|json)$/;

function compress() {
  for (const file of filesUnder(dist).filter((name) => COMPRESSED.test(name))) {
    const bytes = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}

const digest = digestOfSources();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) process.exit(0);
const { build } = await import('vite');
await build({ root: folder, logLevel: 'warn' });
compress();
writeFileSync(stamp, digest);
