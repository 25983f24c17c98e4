import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { GUID, SHA1, isHex, readHex, writeHex } from './packed-hex.js';
import { WordTable } from './word-table.js';

/** The first byte of a text: its form, or from {@link SHORT} on a short text's length. */
const NULL = 0;
const GUID_DIGITS = 1;
const SHA1_DIGITS = 2;
const PARTS = 3;
const LONG = 4;
const WIDE = 5;
const SHORT = 6;

/** Before the text of a word that has no number. */
const NO_WORD = 0;

const LONGEST_SHORT = 0xff - SHORT;
const LONGEST_CODES = 64;

/** Arrays of each length, filled anew for each text: V8 turns a plain array into a string faster than a typed one. */
const CODES = Array.from({ length: LONGEST_CODES + 1 }, (_, length) => Array.from({ length }, () => 0));

/**
 * Text as bytes, exactly: ids in their canonical form take half, words of a vocabulary and what follows the `@` of a
 * user or the first dot of a host are kept once, and everything else is Latin-1 or, when it must, UTF-16.
 */
export class TextPacker {
  readonly #words = new WordTable();
  readonly #endings = new WordTable();

  write(writer: ByteWriter, text: string | null): void {
    if (text === null) {
      writer.byte(NULL);
    } else if (isHex(text, GUID)) {
      writer.byte(GUID_DIGITS);
      writeHex(writer, text, GUID);
    } else if (isHex(text, SHA1)) {
      writer.byte(SHA1_DIGITS);
      writeHex(writer, text, SHA1);
    } else {
      this.#writeParts(writer, text);
    }
  }

  read(reader: ByteReader): string | null {
    const form = reader.byte();
    switch (form) {
      case NULL:
        return null;
      case GUID_DIGITS:
        return readHex(reader, GUID);
      case SHA1_DIGITS:
        return readHex(reader, SHA1);
      case PARTS: {
        const ending = this.#endings.wordOf(reader.varint());
        return this.read(reader) + ending;
      }
      case LONG:
        return readUnits(reader, reader.varint(), 1);
      case WIDE:
        return readUnits(reader, reader.varint(), 2);
      default:
        return readUnits(reader, form - SHORT, 1);
    }
  }

  /** For a text that many devices share, such as an operating system or a group; to be read by {@link readWord}. */
  writeWord(writer: ByteWriter, word: string | null): void {
    const number = word === null ? null : this.#words.numberOf(word);
    writer.varint(number === null ? NO_WORD : number + 1);
    if (number === null) this.write(writer, word);
  }

  readWord(reader: ByteReader): string | null {
    const number = reader.varint();
    return number === NO_WORD ? this.read(reader) : this.#words.wordOf(number - 1);
  }

  #writeParts(writer: ByteWriter, text: string): void {
    const sign = text.indexOf('@');
    const cut = sign === -1 ? text.indexOf('.') : sign;
    const ending = cut === -1 ? null : this.#endings.numberOf(text.slice(cut));
    if (ending === null) return writeUnits(writer, text);
    writer.byte(PARTS);
    writer.varint(ending);
    writeUnits(writer, text.slice(0, cut));
  }
}

function writeUnits(writer: ByteWriter, text: string): void {
  const wide = !isLatin1(text);
  if (wide || text.length > LONGEST_SHORT) {
    writer.byte(wide ? WIDE : LONG);
    writer.varint(text.length);
  } else {
    writer.byte(SHORT + text.length);
  }
  for (let at = 0; at < text.length; at += 1) writer.fixed(text.charCodeAt(at), wide ? 2 : 1);
}

function isLatin1(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

function readUnits(reader: ByteReader, length: number, width: number): string {
  let text = '';
  for (let left = length; left > 0; left -= LONGEST_CODES) {
    const codes = CODES[Math.min(left, LONGEST_CODES)]!;
    const { bytes, at: first } = reader;
    for (let at = 0; at < codes.length; at += 1) {
      codes[at] = width === 1 ? bytes[first + at]! : bytes[first + 2 * at]! | (bytes[first + 2 * at + 1]! << 8);
    }
    reader.at = first + codes.length * width;
    text += String.fromCharCode.apply(null, codes);
  }
  return text;
}
