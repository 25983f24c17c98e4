import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

import { wipePostgres } from './postgres-place.js';

/** What is where in the data folder. */
export interface DataFolder {
  readonly postgres: string;
  readonly nats: string;
  readonly natsUsers: string;
  readonly mail: string;
  readonly webhooks: string;
  /** Keys and sign-ins of the demonstration's people. */
  readonly people: string;
  readonly logs: string;
  /** What the record is sealed with. */
  readonly auditKey: string;
  /** What the api seals sessions with. */
  readonly sessionSecret: string;
  /** Says that the demonstration was played, or was not wanted. */
  readonly demonstration: string;
  /** With what each service opens the database. */
  readonly servicePasswords: string;
}

export function dataFolder(dataDir: string): DataFolder {
  const inside = (name: string): string => path.join(dataDir, name);
  return {
    postgres: inside('postgres'),
    nats: inside('nats'),
    natsUsers: inside('nats-users'),
    mail: inside('mail'),
    webhooks: inside('webhooks'),
    people: inside('people'),
    logs: inside('logs'),
    auditKey: inside('audit.key'),
    sessionSecret: inside('session.key'),
    demonstration: inside('demonstration.json'),
    servicePasswords: inside('service-passwords.json'),
  };
}

/** Deletes what Demarc made in the folder, and nothing else: somebody may have set it to a folder with other things. */
export function wipeData(dataDir: string): void {
  const folder = dataFolder(dataDir);
  wipePostgres(folder.postgres);
  for (const entry of Object.values(folder) as string[]) rmSync(entry, { recursive: true, force: true });
}

/** The log of a process. The one of the start before becomes `<name>.log.1`. */
export function freshLog(logs: string, name: string): string {
  const file = path.join(logs, `${name}.log`);
  if (existsSync(file) && statSync(file).size > 0) renameSync(file, `${file}.1`);
  return file;
}
