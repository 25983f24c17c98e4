import { createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type BackupManifest, type BackupPart, MANIFEST } from './manifest.js';
import { Metered } from './metered.js';

const OWNER_ONLY = 0o600;
/** Rows of JSON shrink to a fifth with the fastest; the slowest would save little more and take many times as long. */
const COMPRESSION_LEVEL = 1;

/**
 * Writes parts one after the other into a ZIP file, which any tool can open, in memory of a few buffers whatever their
 * size. The file has its name only once it is whole; until then it is `<file>.partial`.
 */
export class ArchiveWriter {
  readonly #zip = new ZipFile();
  readonly #written: Promise<void>;
  readonly #partial: string;

  constructor(private readonly file: string) {
    this.#partial = `${file}.partial`;
    // It holds webhook secrets.
    const target = createWriteStream(this.#partial, { mode: OWNER_ONLY });
    this.#written = pipeline(this.#zip.outputStream, target);
    // Whoever waits for it learns of a failure; until somebody does, it must not end the process.
    this.#written.catch(() => undefined);
  }

  /** Resolves once the whole of `source` is in the archive. */
  async add(name: string, source: Readable): Promise<Pick<BackupPart, 'bytes' | 'sha256'>> {
    const metered = new Metered();
    this.#zip.addReadStream(metered, name, { forceZip64Format: true, compressionLevel: COMPRESSION_LEVEL });
    // A disk that is full ends the file, and nothing would read the part any more.
    await Promise.race([Promise.all([pipeline(source, metered), finished(metered)]), this.#failure()]);
    return metered.measured();
  }

  async finish(manifest: BackupManifest): Promise<void> {
    this.#zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), MANIFEST);
    this.#zip.end({ forceZip64Format: true, comment: '' });
    await this.#written;
    renameSync(this.#partial, this.file);
  }

  /** Leaves nothing behind. */
  abandon(): void {
    rmSync(this.#partial, { force: true });
  }

  #failure(): Promise<never> {
    return new Promise((_, reject) => {
      this.#written.catch(reject);
    });
  }
}
