import { createHash } from 'node:crypto';

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

/**
 * Seals the lines of an exported ledger: each carries the SHA-256 of all before it and of itself, so that a line that was
 * changed, left out, put in or moved is found, and the line `end` shows that none is missing at the end. It proves that a
 * file is whole, not who made it.
 */
export class LedgerSeal {
  #before = '';
  #line = 0;

  /** The line with its number and seal, without a line break. */
  seal(line: LedgerLine): string {
    const text = JSON.stringify({ line: this.#line, ...line });
    this.#line += 1;
    this.#before = sealOf(this.#before, text);
    return `${text.slice(0, -1)}${MARK}${this.#before}"}`;
  }
}

const MARK = ',"seal":"';
const SEALED = /^(\{.*),"seal":"([\da-f]{64})"\}$/s;

function sealOf(before: string, text: string): string {
  return createHash('sha256').update(before).update(text).digest('hex');
}

/** What is wrong with an exported ledger. `line` counts from 1, as editors do. */
export interface LedgerFault {
  readonly line: number;
  readonly detail: string;
}

export type LedgerVerdict =
  | { readonly ok: true; readonly tenant: string; readonly notices: number; readonly at: string }
  | { readonly ok: false; readonly fault: LedgerFault };

/** Reads an exported ledger line by line and says whether it is whole. Keeps nothing but the last seal. */
export class LedgerCheck {
  #before = '';
  #lines = 0;
  #notices = 0;
  #header: Extract<LedgerLine, { type: 'ledger' }> | null = null;
  #ended = false;
  #fault: LedgerFault | null = null;

  take(text: string): void {
    this.#lines += 1;
    this.#fault ??= this.#look(text);
  }

  verdict(): LedgerVerdict {
    const fault = this.#fault ?? this.#atEnd();
    if (fault || !this.#header) return { ok: false, fault: fault ?? { line: 1, detail: 'the file is empty' } };
    return { ok: true, tenant: this.#header.tenant, notices: this.#notices, at: this.#header.at };
  }

  #look(text: string): LedgerFault | null {
    const at = (detail: string): LedgerFault => ({ line: this.#lines, detail });
    const [, body, seal] = SEALED.exec(text) ?? [];
    if (body === undefined || seal === undefined) return at('it is no sealed line of a ledger, or was cut off');
    if (this.#ended) return at('it comes after the end');
    const content = `${body}}`;
    const expected = sealOf(this.#before, content);
    if (expected !== seal) return at('it was changed, or a line before it was left out, put in or moved');
    this.#before = seal;
    const line = JSON.parse(content) as LedgerLine;
    if ((line.type === 'ledger') !== (this.#lines === 1))
      return at('a ledger begins with one line that says what it is');
    if (line.type === 'ledger') this.#header = line;
    if (line.type === 'notice') this.#notices += 1;
    if (line.type === 'end') {
      this.#ended = true;
      if (line.notices !== this.#notices) return at(`it says ${line.notices} notices, and there are ${this.#notices}`);
    }
    return null;
  }

  #atEnd(): LedgerFault | null {
    return this.#lines === 0 || this.#ended
      ? null
      : { line: this.#lines + 1, detail: 'the end is missing: the file was cut off, or the export broke off' };
  }
}
