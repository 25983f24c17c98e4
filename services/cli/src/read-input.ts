import { readFile } from 'node:fs/promises';
import { usage } from './failure.js';
import type { Io } from './io.js';

/** The bytes of a file, or of standard input for `-`. Throws a usage failure that names the file. */
export async function readInput(file: string, io: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  if (file === '-') return readAll(io.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw usage(`${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}.`);
  }
}

export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
