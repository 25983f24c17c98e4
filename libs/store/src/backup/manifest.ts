/** One file of an archive and what it must be, so that a damaged one is found before anything is restored. */
export interface BackupPart {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Rows or messages. */
  readonly count: number;
}

export interface TablePart extends BackupPart {
  readonly table: string;
  readonly columns: readonly string[];
}

/** What was accepted and not yet in the database. */
export interface EventsPart extends BackupPart {
  /** The stream they lay in, with the time it was made. */
  readonly stream: string;
}

/** What a backup consists of: the last thing that is written into an archive, and the first that is read. */
export interface BackupManifest {
  readonly format: typeof BACKUP_FORMAT;
  readonly madeAt: string;
  /** The migrations that the database had, in order. */
  readonly migrations: readonly string[];
  /** In the order in which they can be loaded: what others refer to comes first. */
  readonly tables: readonly TablePart[];
  readonly sequences: readonly { readonly name: string; readonly lastValue: string | null }[];
  readonly events: EventsPart;
}

export const BACKUP_FORMAT = 'demarc-backup-1';
export const MANIFEST = 'manifest.json';
export const EVENTS_PART = 'events.jsonl';
export const tablePartName = (table: string): string => `tables/${table}.copy`;

/** An archive that must not be restored: which part of it is at fault, and what is wrong with it. */
export class DamagedBackup extends Error {
  constructor(
    readonly part: string,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`The archive is damaged: ${part} ${why}. Nothing was restored; take another backup.`, options);
    this.name = 'DamagedBackup';
  }
}

/** Reads a manifest. Throws {@link DamagedBackup}. */
export function readManifest(text: string): BackupManifest {
  let manifest: Partial<BackupManifest>;
  try {
    manifest = JSON.parse(text) as Partial<BackupManifest>;
  } catch (cause) {
    throw new DamagedBackup(MANIFEST, 'is no JSON', { cause });
  }
  const { format, migrations, tables, sequences, events } = manifest;
  if (format !== BACKUP_FORMAT) throw new DamagedBackup(MANIFEST, `is of the format ${format}, not ${BACKUP_FORMAT}`);
  if (!Array.isArray(migrations) || !Array.isArray(tables) || !Array.isArray(sequences) || !events)
    throw new DamagedBackup(MANIFEST, 'lacks something');
  return manifest as BackupManifest;
}
