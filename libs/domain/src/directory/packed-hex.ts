import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';

/** Hexadecimal digits in a fixed pattern, two to a byte. */
interface HexForm {
  /** Where the two digits of each byte stand. */
  readonly starts: readonly number[];
  readonly dashes: readonly number[];
  /** Character codes of the pattern, filled anew for each text that is read. */
  readonly codes: number[];
}

const DASH = 0x2d;
const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** Below zero for all that is no lower-case digit: what is in upper case would come back in lower. */
const VALUES = new Int8Array(0x80).fill(-1);
for (const [value, code] of DIGITS.entries()) VALUES[code] = value;

/** An Entra or Intune device id. */
export const GUID = formOf('00000000-0000-0000-0000-000000000000');
/** A Defender device id: the digits of a SHA-1. */
export const SHA1 = formOf('0'.repeat(40));

/** Whether a text has the form and only lower-case digits, so that {@link writeHex} keeps it exactly. */
export function isHex(text: string, { starts, dashes, codes }: HexForm): boolean {
  if (text.length !== codes.length) return false;
  for (const at of dashes) if (text.charCodeAt(at) !== DASH) return false;
  for (const at of starts) if (byteAt(text, at) < 0) return false;
  return true;
}

export function writeHex(writer: ByteWriter, text: string, { starts }: HexForm): void {
  for (const at of starts) writer.byte(byteAt(text, at));
}

export function readHex(reader: ByteReader, { starts, codes }: HexForm): string {
  const { bytes, at: first } = reader;
  for (let at = 0; at < starts.length; at += 1) {
    const byte = bytes[first + at]!;
    const start = starts[at]!;
    codes[start] = DIGITS[byte >>> 4]!;
    codes[start + 1] = DIGITS[byte & 0xf]!;
  }
  reader.at = first + starts.length;
  return String.fromCharCode.apply(null, codes);
}

/** Negative when one of the two is no digit. */
function byteAt(text: string, at: number): number {
  return (digitAt(text, at) << 4) | digitAt(text, at + 1);
}

function digitAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? -1;
}

function formOf(pattern: string): HexForm {
  const codes = Array.from(pattern, (sign) => sign.charCodeAt(0));
  const dashes = codes.flatMap((code, at) => (code === DASH ? at : []));
  const starts: number[] = [];
  for (let at = 0; at < pattern.length; at += 2) {
    if (codes[at] === DASH) at += 1;
    starts.push(at);
  }
  return { starts, dashes, codes };
}
