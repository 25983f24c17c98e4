/** Which database and NATS an operator's command works on: the environment says, else a running `npm start`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { trustAlso } from '@demarc/contracts';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Ends the process when either is nowhere to be found. */
export function serversOf(env) {
  trust(env.DEMARC_CA);
  const running = runtimeIn(path.resolve(project, env.DEMARC_DATA_DIR || '.demarc/data'));
  const databaseUrl = env.DATABASE_URL || running.database;
  const natsUrl = env.NATS_URL || running.nats;
  if (databaseUrl && natsUrl) return { databaseUrl, natsUrl };
  console.error(
    'Nothing says where the servers are: set DATABASE_URL to postgres://user:password@host:port/database and NATS_URL ' +
      'to nats://host:port, or run this beside `npm start`.',
  );
  process.exit(2);
}

/** Certificates of these CAs are good too, as for the services. Ends the process when the file cannot be used. */
export function trust(file) {
  try {
    trustAlso(file);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function runtimeIn(dataDir) {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'runtime.json'), 'utf8')).urls ?? {};
  } catch {
    return {};
  }
}
