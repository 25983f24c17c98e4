import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { BackupPart } from './manifest.js';

/** Passes bytes on unchanged and knows their number and hash when they have all gone through. */
export class Metered extends Transform {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    done(null, chunk);
  }

  /** Only once, at the end. */
  measured(): Pick<BackupPart, 'bytes' | 'sha256'> {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}
