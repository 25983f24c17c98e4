/**
 * Everyone gets the same bytes: each package.json names exact versions, the lock says the same as they do, holds the hash
 * of every package, and does not say from where it was fetched.
 */
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { lockedPaths, packagesOfOthers, readJson } from './lock-file.mjs';

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
const EXACT = /^(npm:(@[^/@]+\/)?[^/@]+@)?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

const paths = lockedPaths();
const manifests = Object.keys(paths).filter((path) => !path.includes('node_modules'));
const mistakes = [];

for (const folder of manifests) {
  const file = folder === '' ? 'package.json' : `${folder}/package.json`;
  if (!existsSync(file)) {
    mistakes.push(`package-lock.json knows ${file}, which is not there: run npm install`);
    continue;
  }
  const manifest = readJson(file);
  for (const kind of KINDS) {
    const wanted = manifest[kind] ?? {};
    for (const [name, version] of Object.entries(wanted)) {
      if (!EXACT.test(version)) mistakes.push(`${file}: ${kind}.${name} is ${version}: name one exact version`);
    }
    if (!isDeepStrictEqual(wanted, paths[folder][kind] ?? {}))
      mistakes.push(`${file}: its ${kind} are not those in package-lock.json: run npm install`);
  }
}

const direct = new Map(
  manifests.flatMap((folder) => KINDS.flatMap((kind) => Object.entries(paths[folder][kind] ?? {}))),
);
for (const { path, name, entry } of packagesOfOthers(paths)) {
  if (!entry.integrity) mistakes.push(`package-lock.json: ${path} has no integrity: whatever is served would be taken`);
  if (entry.resolved) mistakes.push(`package-lock.json: ${path} says where it was fetched (resolved): leave that out`);
  const wanted = direct.get(name)?.replace(/^npm:.*@/, '');
  if (path === `node_modules/${name}` && wanted && wanted !== entry.version)
    mistakes.push(`package-lock.json: ${path} is ${entry.version}, and ${wanted} is asked for: run npm install`);
}

if (mistakes.length > 0) {
  console.error(mistakes.map((mistake) => `lock: ${mistake}`).join('\n'));
  process.exit(1);
}
console.log(
  `lock: ${manifests.length} manifests name exact versions, ${packagesOfOthers(paths).length} packages hashed`,
);
