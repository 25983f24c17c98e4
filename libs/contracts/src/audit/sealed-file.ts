import { type KeyObject, createHash, createPublicKey } from 'node:crypto';
import { type AuditKey, isSignedBy } from './audit-key.js';

const MARK = ',"seal":"';
const SEALED = /^(\{.*),"seal":"([\da-f]{64})"\}$/s;
const SIGNATURE = /^\{"type":"signature","keyId":"([\w-]+)","seal":"([\da-f]{64})","signature":"([\w+/=]+)"\}$/;
const PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;

function sealOf(before: string, text: string): string {
  return createHash('sha256').update(before).update(text).digest('hex');
}

/** With the name of the key, so that a file says of whom it is only as its signer did. */
const signedText = (keyId: string, seal: string): string => `demarc file 1\n${keyId}\n${seal}\n`;

/**
 * Seals the lines of a file: each carries the SHA-256 of all before it and of itself, so that a line that was changed,
 * left out, put in or moved is found. A signature at its end says who made it.
 */
export class FileSeal<Line extends object> {
  #before = '';
  #line = 0;

  /** The line with its number and seal, without a line break. */
  seal(line: Line): string {
    const text = JSON.stringify({ line: this.#line, ...line });
    this.#line += 1;
    this.#before = sealOf(this.#before, text);
    return `${text.slice(0, -1)}${MARK}${this.#before}"}`;
  }

  /** The last line of all: a signature over every line before it. */
  signature(key: AuditKey): string {
    const signature = key.sign(signedText(key.id, this.#before));
    return JSON.stringify({ type: 'signature', keyId: key.id, seal: this.#before, signature });
  }
}

/** What is wrong with a file. `line` counts from 1, as editors do. */
export interface FileFault {
  readonly line: number;
  readonly detail: string;
}

/** The public keys of a PEM file; throws when it holds none. */
export function publicKeysOf(pem: string): readonly KeyObject[] {
  const keys = [...pem.matchAll(PEM)].map(([block]) => createPublicKey(block));
  if (keys.length === 0) throw new Error('there is no public key in it');
  return keys;
}

/**
 * Reads a sealed file line by line; keeps nothing but the last seal. `look` judges what a line says and answers what is
 * wrong with it, or null; `isEnd` tells the line after which only the signature may come.
 */
export class FileCheck<Line extends { readonly type: string }> {
  #before = '';
  #lines = 0;
  #ended = false;
  #fault: FileFault | null = null;
  #signedBy: string | null = null;

  /** `keys`: one of them must have signed it; null: whoever made it is not asked for. */
  constructor(
    private readonly keys: readonly KeyObject[] | null,
    private readonly look: (line: Line, number: number) => string | null,
  ) {}

  take(text: string): void {
    this.#lines += 1;
    const detail = this.#fault ? null : this.#judge(text);
    if (detail !== null) this.#fault = { line: this.#lines, detail };
  }

  /** Whose key signed it; null: nobody's, or keys were not asked for and it has no signature. */
  get signedBy(): string | null {
    return this.#signedBy;
  }

  fault(): FileFault | null {
    if (this.#fault) return this.#fault;
    if (this.#lines === 0) return { line: 1, detail: 'the file is empty' };
    const next = this.#lines + 1;
    if (!this.#ended)
      return { line: next, detail: 'the end is missing: the file was cut off, or the export broke off' };
    return this.keys && this.#signedBy === null ? { line: next, detail: 'the signature is missing' } : null;
  }

  #judge(text: string): string | null {
    if (this.#signedBy !== null) return 'it comes after the signature';
    if (this.#ended) return this.#signed(text);
    const [, body, seal] = SEALED.exec(text) ?? [];
    if (body === undefined || seal === undefined) return 'it is no sealed line, or was cut off';
    const content = `${body}}`;
    if (sealOf(this.#before, content) !== seal)
      return 'it was changed, or a line before it was left out, put in or moved';
    this.#before = seal;
    const line = JSON.parse(content) as Line;
    this.#ended = line.type === 'end';
    return this.look(line, this.#lines);
  }

  #signed(text: string): string | null {
    const [, keyId, seal, signature] = SIGNATURE.exec(text) ?? [];
    if (keyId === undefined || signature === undefined) return 'it comes after the end';
    if (seal !== this.#before) return 'the signature is of another file';
    if (this.keys && !this.keys.some((key) => isSignedBy(key, signedText(keyId, this.#before), signature)))
      return `the signature is not one of the given key; it says that it is of key ${keyId}`;
    this.#signedBy = keyId;
    return null;
  }
}
