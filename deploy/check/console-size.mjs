/**
 * How much a browser loads before the queue is on the page: everything that index.html and the queue's route import, in
 * one language, as it is sent with gzip. Fails above the limit, so that nobody makes the console slow without knowing.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const LIMIT_KB = 300;
const KB = 1_000;
const dist = path.join('services', 'console', 'dist');
const manifestFile = path.join(dist, 'manifest.json');
if (!existsSync(manifestFile)) {
  console.error(`${manifestFile} is not there: run "npm run build" first.`);
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

const ENTRIES = [
  'index.html',
  'src/queue/queue-page.tsx',
  ...['app', 'queue', 'vocabulary'].map((area) => `src/${area}/words.en.ts`),
];

const files = new Set(['index.html']);
const seen = new Set();
function visit(name) {
  if (seen.has(name)) return;
  seen.add(name);
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not in ${manifestFile}: console-size.mjs must name what the queue loads.`);
  for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) visit(imported);
}
for (const entry of ENTRIES) visit(entry);

const sent = (file) => {
  const zipped = path.join(dist, `${file}.gz`);
  return statSync(existsSync(zipped) ? zipped : path.join(dist, file)).size;
};
const sizes = [...files].map((file) => [file, sent(file)]).sort(([, a], [, b]) => b - a);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
const kb = (size) => `${(size / KB).toFixed(1)} kB`;
console.log(`The queue's first load is ${kb(total)} in ${sizes.length} files with gzip; at most ${LIMIT_KB} kB.`);
if (process.argv.includes('--files'))
  for (const [file, size] of sizes) console.log(`  ${kb(size).padStart(9)}  ${file}`);
if (total > LIMIT_KB * KB) {
  console.error('That is too much: load something later, or leave it out. --files says what it is made of.');
  process.exit(1);
}
