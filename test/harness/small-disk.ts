import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PIECE = Buffer.alloc(64 * 1_024);

/** A disk of its own that can be filled to the last byte. */
export class SmallDisk {
  private constructor(
    readonly folder: string,
    private readonly sudo: readonly string[],
  ) {}

  /** In memory, of so many MiB. Null where nobody lets us mount one: it takes root, or a `sudo` that does not ask. */
  static mount(mib: number): SmallDisk | null {
    const folder = mkdtempSync(path.join(tmpdir(), 'demarc-disk-'));
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    const disk = new SmallDisk(folder, sudo);
    try {
      disk.#asRoot('mount', '-t', 'tmpfs', '-o', `size=${mib}m,mode=0777`, 'demarc', folder);
      return disk;
    } catch {
      rmdirSync(folder);
      return null;
    }
  }

  /** Resolves when not a byte is left. */
  fill(): void {
    const file = openSync(this.#ballast, 'w');
    try {
      for (;;) writeSync(file, PIECE);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  unmount(): void {
    this.#asRoot('umount', this.folder);
    rmdirSync(this.folder);
  }

  get #ballast(): string {
    return path.join(this.folder, 'ballast');
  }

  #asRoot(command: string, ...args: readonly string[]): void {
    const [first, ...rest] = [...this.sudo, command, ...args];
    execFileSync(first!, rest, { stdio: 'pipe' });
  }
}
