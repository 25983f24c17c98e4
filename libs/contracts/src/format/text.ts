import { createHash } from 'node:crypto';

/** The longest text kept, in UTF-16 units. What is longer is cut and ends in an ellipsis. */
export const TEXT_LIMITS = {
  title: 500,
  description: 10_000,
  category: 200,
  name: 512,
  tag: 256,
  technique: 64,
  link: 2_048,
  remark: 500,
  path: 512,
  refusal: 2_000,
} as const;

/**
 * The longest id and source kept, in UTF-16 units; a longer one is cut and ends in a hash of the whole.
 * At three bytes a unit both still fit one index row of PostgreSQL (2,704 bytes) together.
 */
export const ID_LIMIT = 512;
export const SOURCE_LIMIT = 256;
const ID_HASH_LENGTH = 32;
const ELLIPSIS = '…';
const REPLACEMENT = '\uFFFD';

/**
 * Text that PostgreSQL and JSON readers can hold: no NUL, no lone surrogate, trimmed, at most `limit` units.
 * Every string of a source passes here or through {@link cleanId}, and nowhere else.
 */
export function cleanText(text: string, limit: number): string {
  const storable = makeStorable(text).trim();
  if (storable.length <= limit) return storable;
  return withoutHalfPair(storable.slice(0, limit - ELLIPSIS.length)).trimEnd() + ELLIPSIS;
}

/**
 * An id that can be stored. Whenever cleaning would lose something beside outer spaces, a hash of the original is
 * added, so that two different ids never become the same one.
 */
export function cleanId(text: string, limit = ID_LIMIT): string {
  const trimmed = text.trim();
  const storable = makeStorable(trimmed);
  if (storable === trimmed && storable.length <= limit) return storable;
  const kept = withoutHalfPair(storable.slice(0, limit - ID_HASH_LENGTH - 1));
  return `${kept}#${hashOf(trimmed)}`;
}

/** 32 hexadecimal digits of a SHA-256 over the exact UTF-16 units, lone surrogates included. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('hex').slice(0, ID_HASH_LENGTH);
}

function makeStorable(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', REPLACEMENT) : wellFormed;
}

/** A cut may fall between the two halves of a character: the first half goes too. */
function withoutHalfPair(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1);
}
