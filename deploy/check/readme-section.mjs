/** A part of the README that is made and not written, between `<!-- name -->` and `<!-- /name -->`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const readme = path.join(project, 'README.md');

/** A module of the build, by its path in the project. */
export const built = (...parts) => import(pathToFileURL(path.join(project, ...parts)).href);

/** Fails when the README says anything else than `text`; with `--write` it says it from then on. */
export function keepSection(name, text) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const all = readFileSync(readme, 'utf8');
  const [before, rest] = all.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`README.md has no ${begin} ... ${end}: what is made belongs between them`);
  const wanted = [before, begin, '\n\n', text, '\n\n', end, after].join('');
  if (wanted === all) {
    console.log(`readme: the ${name} part is up to date`);
  } else if (process.argv.includes('--write')) {
    writeFileSync(readme, wanted);
    console.log(`readme: the ${name} part was written`);
  } else {
    console.error(`readme: the ${name} part is out of date: run node deploy/check/readme-${name}.mjs --write`);
    process.exitCode = 1;
  }
}
