/**
 * Which licences the packages of others come under, as THIRD-PARTY.md: read from the lock, which has what each package
 * says of itself for every platform, and compared with what is installed here.
 *
 *   node deploy/check/licences.mjs           fails on a licence that is not allowed, or when the list is out of date
 *   node deploy/check/licences.mjs --write   brings the list up to date
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { packagesOfOthers, readJson } from './lock-file.mjs';

const FILE = 'THIRD-PARTY.md';

/** What a work under Apache-2.0 may use and ship without taking on more than keeping notices. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Allowed for what only development uses: none of it is shipped. */
const ALLOWED_IN_DEVELOPMENT = new Set([...ALLOWED, 'CC-BY-4.0', 'MPL-2.0']);

/** SPDX expressions of one level, which is all that packages use: every part of AND, one part of OR. */
function isAllowed(licence, allowed) {
  const bare = licence.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' AND ')) return bare.split(' AND ').every((part) => allowed.has(part));
  return bare.split(' OR ').some((part) => allowed.has(part));
}

function installedLicence(path) {
  const file = `${path}/package.json`;
  if (!existsSync(file)) return null;
  const { license, licenses } = readJson(file);
  return license?.type ?? license ?? licenses?.map((each) => each.type ?? each).join(' OR ') ?? 'none';
}

const mistakes = [];
const rows = new Map();
for (const { path, name, entry } of packagesOfOthers()) {
  const licence = entry.license ?? 'none';
  const installed = installedLicence(path);
  if (installed !== null && installed !== licence)
    mistakes.push(`${path} says ${installed}, and package-lock.json says ${licence}: run npm install`);
  if (!isAllowed(licence, entry.dev ? ALLOWED_IN_DEVELOPMENT : ALLOWED))
    mistakes.push(`${name} ${entry.version} is under ${licence}: use another package, or decide and allow it here`);
  const key = `${name} ${entry.version}`;
  rows.set(key, { name, version: entry.version, licence, isShipped: rows.get(key)?.isShipped || !entry.dev });
}

const packages = [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
const listOf = (chosen) => [
  '| package | version | licence |',
  '| --- | --- | --- |',
  ...chosen.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
];
const text = [
  '# Packages of others',
  '',
  'Made by `node deploy/check/licences.mjs --write`. Demarc itself is under Apache-2.0, see `LICENSE`.',
  '',
  '## Used at run time',
  '',
  ...listOf(packages.filter(({ isShipped }) => isShipped)),
  '',
  '## Used in development only',
  '',
  ...listOf(packages.filter(({ isShipped }) => !isShipped)),
  '',
].join('\n');

if (mistakes.length > 0) {
  console.error(mistakes.map((mistake) => `licences: ${mistake}`).join('\n'));
  process.exit(1);
}
if (process.argv.includes('--write')) writeFileSync(FILE, text);
if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
  console.error(`licences: ${FILE} is out of date: run node deploy/check/licences.mjs --write`);
  process.exit(1);
}
console.log(`licences: ${packages.length} packages, all under licences that are allowed`);
