import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
export const KEY_PREFIX = 'dmk_';
const KEY_TEXT = new RegExp(`^${KEY_PREFIX}([\\da-f]{32})_([\\w-]{43})$`);

/** A key as its holder writes it: `dmk_<id>_<secret>`. */
export interface KeyText {
  readonly id: string;
  readonly secret: string;
}

/** A secret of 256 random bits, in base64url. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export function keyTextOf({ id, secret }: KeyText): string {
  return `${KEY_PREFIX}${id.replaceAll('-', '')}_${secret}`;
}

/** The parts of a key, or null for what cannot be one. The id is a UUID without its hyphens. */
export function readKeyText(text: string): KeyText | null {
  const [, id, secret] = KEY_TEXT.exec(text) ?? [];
  return id && secret ? { id, secret } : null;
}

export const sha256Of = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares in constant time. */
export function isSecret(secret: string, kept: Buffer): boolean {
  return timingSafeEqual(sha256Of(secret), kept);
}
