import type { KeyObject } from 'node:crypto';
import { FileCheck, type FileFault, FileSeal } from '../audit/sealed-file.js';

/** What a line of an exported ledger says, before it is sealed. */
export type LedgerLine =
  | {
      readonly type: 'ledger';
      readonly tenant: string;
      /** Its reference; null: all of the tenant's. */
      readonly incident: string | null;
      readonly from: string | null;
      readonly until: string | null;
      readonly askedBy: string;
      readonly at: string;
      readonly notices: number;
    }
  | { readonly type: 'notice'; readonly notice: unknown }
  | { readonly type: 'end'; readonly notices: number };

/** Seals the lines of an exported ledger; its line `end` shows that none is missing, the signature who made it. */
export class LedgerSeal extends FileSeal<LedgerLine> {}

export type LedgerVerdict =
  | {
      readonly ok: true;
      readonly tenant: string;
      readonly notices: number;
      readonly at: string;
      /** The key that it says it was signed with; checked where keys were given. Null: it is not signed. */
      readonly signedBy: string | null;
    }
  | { readonly ok: false; readonly fault: FileFault };

/** Reads an exported ledger line by line and says whether it is whole, and with keys whether one of them signed it. */
export class LedgerCheck {
  #notices = 0;
  #header: Extract<LedgerLine, { type: 'ledger' }> | null = null;
  readonly #file: FileCheck<LedgerLine>;

  constructor(keys: readonly KeyObject[] | null = null) {
    this.#file = new FileCheck(keys, (line, number) => this.#look(line, number));
  }

  take(text: string): void {
    this.#file.take(text);
  }

  verdict(): LedgerVerdict {
    const fault = this.#file.fault();
    if (fault || !this.#header) return { ok: false, fault: fault ?? { line: 1, detail: 'it is no ledger' } };
    const { tenant, at } = this.#header;
    return { ok: true, tenant, notices: this.#notices, at, signedBy: this.#file.signedBy };
  }

  #look(line: LedgerLine, number: number): string | null {
    if ((line.type === 'ledger') !== (number === 1)) return 'a ledger begins with one line that says what it is';
    if (line.type === 'ledger') this.#header = line;
    if (line.type === 'notice') this.#notices += 1;
    if (line.type !== 'end' || line.notices === this.#notices) return null;
    return `it says ${line.notices} notices, and there are ${this.#notices}`;
  }
}
