import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

import { wipeData } from './data-folder.js';
import type { LocalSettings } from './settings.js';

/**
 * Wipes the data folder once somebody agreed; `yes` is that agreement. Nothing may run on the folder.
 *
 * @returns false when they did not agree
 * @throws when there is nobody to ask
 */
export async function resetData(settings: LocalSettings, yes: boolean, say: (line: string) => void): Promise<boolean> {
  const { dataDir, databaseUrl, natsUrl } = settings;
  if (!existsSync(dataDir)) return true;
  if (!yes && !process.stdin.isTTY) {
    throw new Error(`--reset wipes ${dataDir}, and nobody is at the terminal to agree: add --yes`);
  }
  if (!yes) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(`Wipe all data in ${dataDir}? [y/N] `).finally(() => terminal.close());
    if (!/^y(es)?$/i.test(answer.trim())) return false;
  }
  wipeData(dataDir);
  say(`Wiped ${dataDir}`);
  if (databaseUrl || natsUrl) say('  note: servers of your own (DATABASE_URL, NATS_URL) were not touched');
  return true;
}
