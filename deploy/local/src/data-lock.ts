import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { isOurs } from './process-identity.js';

const LOCK_FILE = 'supervisor.pid';
/** What the command line of a supervisor ends with, by its own file. */
const SUPERVISOR = 'main.js';

/**
 * Claims the data folder for this process; returns how to give it back. The lock of a supervisor that is gone is taken
 * over.
 *
 * @throws when another supervisor runs on the folder; the message names its process id
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = path.join(dataDir, LOCK_FILE);
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (;;) {
      try {
        // A link appears with its content, unlike a file that is made and then written.
        linkSync(mine, lock);
        return () => rmSync(lock, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const pid = readPid(lock);
      if (pid !== process.pid && isOurs(pid, SUPERVISOR)) {
        throw new Error(
          `Demarc already runs on ${dataDir} (process ${pid}): stop that one first, or set DEMARC_DATA_DIR to another folder`,
        );
      }
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** -1, which is nobody, when the lock was given back this moment. */
function readPid(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8')) || -1;
  } catch {
    return -1;
  }
}
