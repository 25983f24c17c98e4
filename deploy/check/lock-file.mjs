/** What package-lock.json says of the packages that others made: ours are links, and none of its business here. */
import { readFileSync } from 'node:fs';

const NODE_MODULES = 'node_modules/';

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The lock as it was written: a map from path to entry. */
export const lockedPaths = () => readJson('package-lock.json').packages;

/** Each package that a registry gave, once per path: where it lies, what it is called and its entry. */
export function packagesOfOthers(paths = lockedPaths()) {
  return Object.entries(paths)
    .filter(([path, entry]) => path.includes(NODE_MODULES) && !entry.link)
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? path.slice(path.lastIndexOf(NODE_MODULES) + NODE_MODULES.length),
      entry,
    }));
}
