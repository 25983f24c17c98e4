import { type KeyObject, createHash } from 'node:crypto';
import type { Checkpoint } from './checkpoint.js';
import { FileCheck, type FileFault, FileSeal } from './sealed-file.js';

/** An entry of the record as it was sealed. */
export interface RecordEntry {
  readonly tenant: string;
  readonly name: string;
  /** Its place in the tenant's chain; null: it is not sealed yet. */
  readonly seq: number | null;
  /** SHA-256 of its content, as it is in the chain; of the content now where it is not sealed yet. */
  readonly hash: string;
  /** What was hashed, byte for byte; null: the party may not see it. */
  readonly content: string | null;
}

/** What a line of an incident's exported record says, before it is sealed. */
export type RecordLine =
  | {
      readonly type: 'record';
      readonly incident: string;
      readonly incidentId: string;
      readonly tenant: string;
      readonly party: string;
      readonly askedBy: string;
      readonly at: string;
      /** The last of the tenant: how far its chain had come. */
      readonly checkpoint: Checkpoint | null;
    }
  | ({ readonly type: 'timeline' } & RecordEntry)
  | ({ readonly type: 'administration' } & RecordEntry)
  | { readonly type: 'decision'; readonly decision: unknown }
  /** `notice` null: it was owed to the other party. */
  | { readonly type: 'notice'; readonly id: string; readonly hash: string; readonly notice: unknown }
  | { readonly type: 'end'; readonly entries: number; readonly withheld: number };

/** Seals and signs the lines of an incident's record. */
export class RecordSeal extends FileSeal<RecordLine> {}

export type RecordVerdict =
  | {
      readonly ok: true;
      readonly incident: string;
      readonly tenant: string;
      readonly party: string;
      readonly at: string;
      readonly entries: number;
      readonly withheld: number;
      readonly signedBy: string | null;
    }
  | { readonly ok: false; readonly fault: FileFault };

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Reads an incident's record line by line, without Demarc: whether the file is whole and signed by one of the keys,
 * whether each entry is what was sealed, and whether the timeline has all of its entries, also those that are withheld.
 */
export class RecordCheck {
  #header: Extract<RecordLine, { type: 'record' }> | null = null;
  #entries = 0;
  #withheld = 0;
  #revision = 0;
  readonly #file: FileCheck<RecordLine>;

  constructor(keys: readonly KeyObject[] | null) {
    this.#file = new FileCheck(keys, (line, number) => this.#look(line, number));
  }

  take(text: string): void {
    this.#file.take(text);
  }

  verdict(): RecordVerdict {
    const fault = this.#file.fault();
    if (fault || !this.#header) return { ok: false, fault: fault ?? { line: 1, detail: 'it is no record' } };
    const { incident, tenant, party, at } = this.#header;
    const counts = { entries: this.#entries, withheld: this.#withheld };
    return { ok: true, incident, tenant, party, at, ...counts, signedBy: this.#file.signedBy };
  }

  #look(line: RecordLine, number: number): string | null {
    if ((line.type === 'record') !== (number === 1)) return 'a record begins with one line that says what it is';
    switch (line.type) {
      case 'record':
        this.#header = line;
        return null;
      case 'timeline':
      case 'administration':
        return this.#entry(line);
      case 'notice':
        this.#count(line.notice === null);
        if (line.notice === null || sha256Hex(JSON.stringify(line.notice)) === line.hash) return null;
        return `notice ${line.id} does not have the hash that it is listed with`;
      case 'decision':
        return null;
      case 'end':
        if (line.entries === this.#entries && line.withheld === this.#withheld) return null;
        return `it says ${line.entries} entries and ${line.withheld} withheld, and there are ${this.#entries} and ${this.#withheld}`;
      default:
        return line satisfies never;
    }
  }

  #entry(line: Extract<RecordLine, { type: 'timeline' | 'administration' }>): string | null {
    this.#count(line.content === null);
    if (line.type === 'timeline') {
      const revision = Number(line.name.split('/')[2]);
      const missing = revision !== this.#revision + 1;
      const expected = this.#revision + 1;
      this.#revision = revision;
      if (missing) return `entry ${expected} of the timeline is missing: this is ${line.name}`;
    }
    if (line.content === null || sha256Hex(line.content) === line.hash) return null;
    return `${line.name} is not as it was sealed`;
  }

  #count(withheld: boolean): void {
    this.#entries += 1;
    if (withheld) this.#withheld += 1;
  }
}
