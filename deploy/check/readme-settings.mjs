/**
 * The settings table of the README, made from what the programs themselves read: the table of `npm start` and the
 * configuration schema of each service. Needs a build.
 *
 *   node deploy/check/readme-settings.mjs           fails when the README says anything else
 *   node deploy/check/readme-settings.mjs --write   brings the README up to date
 */
import { built, keepSection } from './readme-section.mjs';

const SERVICES = ['api', 'router', 'notifier'];

const { SETTINGS } = await built('deploy', 'local', 'dist', 'setting-table.js');
const schemas = await Promise.all(
  SERVICES.map(async (name) => [name, (await built('services', name, 'dist', 'config.js'))[`${name}Config`].shape]),
);

function fallbackOf({ def }) {
  return def.type === 'default' ? String(def.defaultValue) : null;
}

/** What a service reads and `npm start` does not. A default that both have must be the same. */
function ownRows([service, shape]) {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const fallback = fallbackOf(schema);
    const local = SETTINGS.find((setting) => setting.name === name);
    if (local && local.fallback !== fallback) {
      throw new Error(`${name} is ${fallback} by default in ${service} and ${local.fallback} in npm start`);
    }
    if (local) return [];
    if (!schema.description) throw new Error(`${name} of ${service} has no description: end it with .describe('...')`);
    return [{ name, fallback, of: service, meaning: schema.description }];
  });
}

/** Which programs read what `npm start` reads too. */
function readersOf(name) {
  const readers = schemas.filter(([, shape]) => name in shape).map(([service]) => service);
  return ['start', ...(readers.length === SERVICES.length ? ['services'] : readers)].join(', ');
}

/** What every service reads stands there once. */
function onceEach(rows) {
  const ofAll = (row) => rows.filter(({ name, meaning }) => name === row.name && meaning === row.meaning);
  return rows
    .map((row) => (ofAll(row).length === SERVICES.length ? { ...row, of: 'services' } : row))
    .filter((row, index) => row.of !== 'services' || rows.findIndex(({ name }) => name === row.name) === index);
}

const rows = [
  ...SETTINGS.map((setting) => ({ ...setting, of: readersOf(setting.name) })),
  ...onceEach(schemas.flatMap(ownRows)),
];
const lines = rows.map(({ name, fallback, of, meaning }) => {
  const shown = fallback === null ? '-' : `\`${fallback}\``;
  return `| \`${name}\` | ${shown} | ${of} | ${meaning.replaceAll('|', '\\|')} |`;
});
keepSection(
  'settings',
  ['| variable | default | read by | meaning |', '| --- | --- | --- | --- |', ...lines].join('\n'),
);
