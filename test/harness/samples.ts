import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '@demarc/local';

/** One message of a sample file written by others. */
export interface Sample {
  /** `folder/file`, and the line of a set. */
  readonly name: string;
  /** The folder: what its source calls the format. */
  readonly format: string;
  readonly bytes: Uint8Array;
}

const SAMPLES_DIR = path.resolve(PROJECT_DIR, '..', 'shared', 'samples');

/** Every message under `../shared/samples`; null, and said, when that folder is not there. */
export function readSamples(): readonly Sample[] | null {
  if (!existsSync(SAMPLES_DIR)) {
    process.stderr.write(`\nNOT TESTED: there are no sample events in ${SAMPLES_DIR}.\n\n`);
    return null;
  }
  const folders = readdirSync(SAMPLES_DIR, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: format }) =>
    readdirSync(path.join(SAMPLES_DIR, format)).flatMap((file) => messagesOf(format, file)),
  );
}

/** A set (`.ndjson`) holds a message on each line. */
function messagesOf(format: string, file: string): Sample[] {
  const bytes = readFileSync(path.join(SAMPLES_DIR, format, file));
  if (!file.endsWith('.ndjson')) return [{ name: `${format}/${file}`, format, bytes }];
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line, index) => ({ name: `${format}/${file}:${index + 1}`, format, bytes: Buffer.from(line) }));
}
