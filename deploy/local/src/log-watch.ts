import { closeSync, openSync, readSync } from 'node:fs';

const POLL_MS = 400;
/** One process in trouble must not flood the terminal. */
const LINES_PER_POLL = 5;
const WARN = 40;
const CHUNK_BYTES = 256 * 1024;

/**
 * Follows a service's log and says its warnings and errors in one short line each. Services write to their files
 * themselves, so that they do not depend on whoever watches.
 *
 * @returns how to end it
 */
export function watchLog(name: string, file: string, say: (line: string) => void): () => void {
  let position = 0;
  const poll = (): void => {
    const text = readFrom(file, position, (bytes) => (position += bytes));
    const troubles = text.split('\n').flatMap((line) => troubleIn(line) ?? []);
    for (const trouble of troubles.slice(0, LINES_PER_POLL)) say(`${name}: ${trouble}`);
    if (troubles.length > LINES_PER_POLL) say(`${name}: and ${troubles.length - LINES_PER_POLL} more: see ${file}`);
  };
  const timer = setInterval(poll, POLL_MS);
  return () => {
    clearInterval(timer);
    poll();
  };
}

/** `warn: <message>` when the line is a JSON log line of that level or above; else null. */
function troubleIn(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if (typeof level !== 'number' || level < WARN) return null;
    const words = [msg, err?.message].filter(Boolean).join(': ');
    return `${level >= 50 ? 'error' : 'warning'}: ${words.slice(0, 300)}`;
  } catch {
    return null;
  }
}

function readFrom(file: string, position: number, advance: (bytes: number) => void): string {
  let opened: number;
  try {
    opened = openSync(file, 'r');
  } catch {
    return ''; // Not started yet.
  }
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const bytes = readSync(opened, chunk, 0, CHUNK_BYTES, position);
    // Only whole lines, so that no character is cut in two; a line longer than the chunk is passed over.
    const end = chunk.lastIndexOf(0x0a, bytes - 1) + 1;
    const taken = end > 0 ? end : bytes === CHUNK_BYTES ? bytes : 0;
    advance(taken);
    return bytes > 0 ? chunk.toString('utf8', 0, taken) : '';
  } finally {
    closeSync(opened);
  }
}
