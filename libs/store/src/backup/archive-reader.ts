import { Writable, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Entry, type ZipFile, openPromise } from 'yauzl';
import { type BackupManifest, type BackupPart, DamagedBackup, MANIFEST, readManifest } from './manifest.js';
import { Metered } from './metered.js';

/** Reads an archive that {@link ArchiveWriter} wrote. */
export class ArchiveReader {
  private constructor(
    readonly manifest: BackupManifest,
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Throws {@link DamagedBackup} when it is cut off or has no readable manifest, and as `fs` does when it is not there. */
  static async open(file: string): Promise<ArchiveReader> {
    let zip: ZipFile;
    try {
      zip = await openPromise(file, { autoClose: false });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== undefined) throw cause;
      throw new DamagedBackup(file, `is no whole archive (${(cause as Error).message})`, { cause });
    }
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
      const entry = entries.get(MANIFEST);
      if (!entry) throw new DamagedBackup(MANIFEST, 'is missing');
      return new ArchiveReader(readManifest(await text(await zip.openReadStreamPromise(entry))), zip, entries);
    } catch (cause) {
      zip.close();
      if (cause instanceof DamagedBackup) throw cause;
      throw new DamagedBackup(MANIFEST, `cannot be read (${(cause as Error).message})`, { cause });
    }
  }

  /** Reads every part and compares it with the manifest. Throws {@link DamagedBackup}, which names the part. */
  async verify(onPart: (part: BackupPart) => void): Promise<void> {
    for (const part of [...this.manifest.tables, this.manifest.events]) {
      const metered = new Metered();
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      try {
        await pipeline(await this.read(part.name), metered, nowhere);
      } catch (cause) {
        if (cause instanceof DamagedBackup) throw cause;
        throw new DamagedBackup(part.name, `cannot be read (${(cause as Error).message})`, { cause });
      }
      const { bytes, sha256 } = metered.measured();
      if (bytes !== part.bytes || sha256 !== part.sha256)
        throw new DamagedBackup(
          part.name,
          `has ${bytes} bytes of SHA-256 ${sha256}, and not ${part.bytes} of ${part.sha256}`,
        );
      onPart(part);
    }
  }

  async read(name: string): Promise<Readable> {
    const entry = this.entries.get(name);
    if (!entry) throw new DamagedBackup(name, 'is missing');
    return this.zip.openReadStreamPromise(entry);
  }

  close(): void {
    this.zip.close();
  }
}
