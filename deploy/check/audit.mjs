/**
 * No package with a known hole of severity high or worse, but for what audit-exceptions.json excuses: an array of
 * `{"advisory": "GHSA-...", "package": "name", "reason": "why it does not reach us", "until": "2027-01-31"}`.
 *
 * Who cannot reach an advisory service learns nothing either way: that is said aloud and does not fail, since a build
 * without a network must be possible. With --strict it fails.
 */
import { spawnSync } from 'node:child_process';
import { readJson } from './lock-file.mjs';

const SEVERE = new Set(['high', 'critical']);

// npm names its own script, so that the one that runs this is asked, on every platform.
const npm = process.env.npm_execpath;
const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
const { stdout } = spawnSync(command, [...first, 'audit', '--json'], { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });

let report = {};
try {
  report = JSON.parse(stdout);
} catch {
  // No answer at all is told below, as is one that is an error.
}

if (!report.vulnerabilities) {
  console.error(
    [
      '',
      `  AUDIT NOT DONE: ${reason(report)}.`,
      '  Whether a package has a known hole is unknown. Run npm run check:audit -- --strict where advisories can be reached,',
      '  before every release.',
      '',
    ].join('\n'),
  );
  process.exit(process.argv.includes('--strict') ? 1 : 0);
}

const today = new Date().toISOString().slice(0, 10);
const exceptions = readJson('deploy/check/audit-exceptions.json');
const excused = new Set(exceptions.filter(({ until }) => until >= today).map(({ advisory }) => advisory));
const holes = Object.values(report.vulnerabilities)
  .flatMap(({ via }) => via)
  .filter((cause) => typeof cause === 'object' && SEVERE.has(cause.severity))
  .map(({ name, severity, title, url }) => ({ name, severity, title, advisory: url.split('/').at(-1) }))
  .filter(({ advisory }) => !excused.has(advisory));
for (const { advisory, package: name } of exceptions.filter(({ until }) => until < today))
  console.error(`audit: the exception for ${advisory} of ${name} has run out`);
for (const { name, severity, title, advisory } of holes)
  console.error(
    `audit: ${name}: ${severity}: ${title} (${advisory}): update it, or excuse it with a reason and an end`,
  );
if (holes.length > 0) process.exit(1);
console.log(`audit: nothing high or critical; ${excused.size} excused`);

/** npm's own words, without the address that it asked. */
function reason({ message, error }) {
  return (message ?? error?.summary ?? 'npm audit gave no answer').replace(/ - \S+ \S+$/, '');
}
