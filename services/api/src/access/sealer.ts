import { hkdfSync } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';

const KEY_BYTES = 32;

/**
 * What a browser keeps for the api without being able to read or change it (RFC 7516, AES-256-GCM): the same for all
 * apis that share the secret.
 */
export class Sealer {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** `what` keeps one kind of content from passing as another. */
  async seal(what: string, content: Readonly<Record<string, unknown>>, forS: number): Promise<string> {
    return new EncryptJWT({ content })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setIssuedAt()
      .setExpirationTime(`${forS} s`)
      .encrypt(this.#keyOf(what));
  }

  /** Null: it was not sealed here as such, or is too old. */
  async open(what: string, sealed: string): Promise<Readonly<Record<string, unknown>> | null> {
    try {
      const { payload } = await jwtDecrypt<{ content: Record<string, unknown> }>(sealed, this.#keyOf(what), {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return payload.content;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  #keyOf(what: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#secret, '', `demarc ${what} 1`, KEY_BYTES));
  }
}
