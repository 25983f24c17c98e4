/**
 * Expand, then contract: while the services of two versions run side by side, a migration may only add. One that takes
 * something away, or makes old statements fail, comes at the earliest with the release after the last that used it, and
 * says so in its name: `<stamp>-contract-<what>.ts` with the class `Contract...`. Services that do not know such a
 * migration refuse to start on its schema.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = 'libs/store/src/migrations';
/** Up to here nothing ran side by side with anything: there was no release. */
const LAST_BEFORE_RULE = 1_764_070_000_000;

const TAKES_AWAY = [
  [/\bdrop\s+column\b/i, 'drops a column'],
  [/\bdrop\s+(table|view|function|type|sequence)\b/i, 'drops something'],
  [/\brename\b/i, 'renames'],
  [/\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i, 'changes the type of a column'],
  [/\balter\s+column\s+\S+\s+set\s+not\s+null\b/i, 'makes a column mandatory'],
  [
    /\badd\s+column\s+(if\s+not\s+exists\s+)?\S+(?![^,;]*\b(default|generated)\b)[^,;]*\bnot\s+null\b/i,
    'adds a mandatory column without a default',
  ],
];

const mistakes = [];
const files = readdirSync(folder)
  .filter((file) => /^\d+-.*\.ts$/.test(file) && Number.parseInt(file, 10) > LAST_BEFORE_RULE)
  .sort();
for (const file of files) {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const isNamedSo = /^\d+-contract-/.test(file);
  const isClassNamedSo = /export class Contract/.test(text);
  if (isNamedSo !== isClassNamedSo)
    mistakes.push(`${file}: its name and its class must both begin with "contract", or neither`);
  if (isNamedSo) continue;
  const up = text.split(/\basync\s+down\s*\(/)[0].replaceAll(/\/\*[^]*?\*\/|\/\/.*|--.*/g, '');
  for (const [pattern, what] of TAKES_AWAY) {
    const found = up.match(pattern);
    if (found)
      mistakes.push(
        `${file}: "${found[0].trim()}" ${what}, and the version before still runs: only add, or name it contract-...`,
      );
  }
}

if (mistakes.length > 0) {
  console.error(mistakes.map((mistake) => `migrations: ${mistake}`).join('\n'));
  process.exit(1);
}
console.log(`migrations: ${files.length} since ${LAST_BEFORE_RULE} only add, or say that they do not`);
