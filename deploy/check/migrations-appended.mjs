/**
 * Migrations are appended, never edited: compares each with the commit that added it to the last release tag, or, where
 * there is no release yet, only checks that they are listed in order and that each is listed once.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = 'libs/store/src/migrations';
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

const mistakes = [];
const files = readdirSync(folder)
  .filter((file) => /^\d+-.*\.ts$/.test(file))
  .sort();
const index = readFileSync(path.join(folder, 'index.ts'), 'utf8');
const listed = [...index.matchAll(/from '\.\/(\d+-[^']+)\.js'/g)].map((match) => `${match[1]}.ts`);
if (listed.join() !== files.join()) {
  mistakes.push(`index.ts lists ${listed.join(', ') || 'nothing'}; the folder has ${files.join(', ')}, in this order`);
}

let release = null;
try {
  release = git('describe', '--tags', '--abbrev=0', '--match', 'v*');
} catch {
  console.log('migrations: no release tag yet, so every migration may still be edited');
}
if (release) {
  const released = git('ls-tree', '--name-only', release, `${folder}/`)
    .split('\n')
    .filter((file) => /\/\d+-.*\.ts$/.test(file));
  for (const file of released) {
    if (!files.includes(path.basename(file))) mistakes.push(`${file} was released with ${release} and is gone`);
    else if (git('show', `${release}:${file}`) !== readFileSync(file, 'utf8').trim())
      mistakes.push(`${file} was released with ${release} and has been edited: write a new one`);
  }
  const last =
    released
      .map((file) => path.basename(file))
      .sort()
      .at(-1) ?? '';
  for (const file of files) {
    if (!released.includes(`${folder}/${file}`) && file < last)
      mistakes.push(`${file} sorts before the released ${last}: give it a later time`);
  }
}
if (mistakes.length > 0) {
  console.error(mistakes.map((mistake) => `migrations: ${mistake}`).join('\n'));
  process.exit(1);
}
console.log(`migrations: ${files.length} in order`);
