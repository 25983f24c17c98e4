/**
 * The parts this consists of, as CycloneDX for other people's tools, from the lock and what is installed:
 *
 *   npm run sbom              writes sbom.cdx.json
 *   npm run sbom -- FILE      writes FILE
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { packagesOfOthers, readJson } from './check/lock-file.mjs';

const file = process.argv[2] ?? 'sbom.cdx.json';
const npm = process.env.npm_execpath;
const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
const asked = [...first, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const bom = JSON.parse(execFileSync(command, asked, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 }));

// npm calls what is ours by the folder it lies in; their proper names are in the addresses it gives them.
for (const component of [bom.metadata.component, ...bom.components.filter(isOurs)]) {
  const [scopeOrName, name] = decodeURIComponent(component.purl.slice('pkg:npm/'.length).replace(/@[^@]*$/, '')).split(
    '/',
  );
  component.name = name ? `${scopeOrName}/${name}` : scopeOrName;
  component.licenses ??= [{ license: { id: readJson('package.json').license } }];
}

// npm knows the hash of what it installed from the lock; a package that an install script fetched has none.
const told = new Set(bom.components.map(({ purl }) => decodeURIComponent(purl)));
const missing = packagesOfOthers()
  .filter(({ entry }) => !entry.optional && !entry.peer)
  .map(({ name, entry }) => `pkg:npm/${name}@${entry.version}`)
  .filter((purl) => !told.has(purl));
if (missing.length > 0) {
  console.error(`sbom: not installed, so not told: ${missing.join(', ')}: run npm ci first`);
  process.exit(1);
}
writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
console.log(`sbom: ${bom.components.length} components in ${file}`);

function isOurs(component) {
  return component.properties?.some(({ name, value }) => name === 'cdx:npm:package:private' && value === 'true');
}
