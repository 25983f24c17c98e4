/**
 * The settings table of the README, made from what the programs themselves read: the table of `npm start` and the
 * configuration schema of each service. Needs a build.
 *
 *   node deploy/check/readme-settings.mjs           fails when the README says anything else
 *   node deploy/check/readme-settings.mjs --write   brings the README up to date
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const readme = path.join(project, 'README.md');
const BEGIN = '<!-- settings -->';
const END = '<!-- /settings -->';

const built = (...parts) => import(pathToFileURL(path.join(project, ...parts)).href);
const { SETTINGS } = await built('deploy', 'local', 'dist', 'setting-table.js');
const { baseConfig } = await built('libs', 'runtime', 'dist', 'config.js');
const services = await Promise.all(
  ['api', 'router', 'notifier'].map(async (name) => {
    const config = (await built('services', name, 'dist', 'config.js'))[`${name}Config`];
    const own = Object.entries(config.shape).filter(([key]) => !(key in baseConfig.shape));
    return [`Of ${name}`, own.map(schemaRow)];
  }),
);

function schemaRow([name, schema]) {
  const { type, defaultValue } = schema.def;
  if (!schema.description) throw new Error(`${name} has no description: add .describe('...') as the last call`);
  const fallback = type === 'default' ? String(defaultValue) : null;
  return { name, fallback: fallback ?? (type === 'optional' ? null : 'required'), meaning: schema.description };
}

const localRows = SETTINGS.map(({ name, fallback, meaning }) => ({ name, fallback, meaning }));
const sections = [
  ['`npm start`, which sets the addresses below for its services', localRows],
  ['Every service started by itself', Object.entries(baseConfig.shape).map(schemaRow)],
  ...services,
];
const cell = (text) => text.replaceAll('|', '\\|');
const shown = (fallback) => (fallback === null ? '-' : fallback === 'required' ? 'required' : `\`${fallback}\``);
const table = sections.flatMap(([title, rows]) => [
  `**${title}**`,
  '',
  '| variable | default | meaning |',
  '| --- | --- | --- |',
  ...rows.map(({ name, fallback, meaning }) => `| \`${name}\` | ${shown(fallback)} | ${cell(meaning)} |`),
  '',
]);

const text = readFileSync(readme, 'utf8');
const [before, rest] = text.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error(`README.md has no ${BEGIN} ... ${END}: the table belongs between them`);
const wanted = [before, BEGIN, '\n\n', table.join('\n'), '\n', END, after].join('');
if (wanted === text) {
  console.log('readme: the settings are up to date');
} else if (process.argv.includes('--write')) {
  writeFileSync(readme, wanted);
  console.log('readme: the settings were written');
} else {
  console.error('readme: the settings are out of date: run node deploy/check/readme-settings.mjs --write');
  process.exitCode = 1;
}
