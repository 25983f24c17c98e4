import {
  type KeyObject,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

const LEAST_SECRET = 32;
const KEY_BYTES = 32;
const NAMED = /^([\w-]{1,40}):(.+)$/;
/** What PKCS #8 puts before the 32 bytes of an Ed25519 private key (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
/** So that what was made for one purpose never passes for another. */
const PURPOSES = {
  chain: 'demarc audit chain 1',
  head: 'demarc audit head 1',
  mark: 'demarc audit mark 1',
  signature: 'demarc audit signature 1',
} as const;
export type AuditPurpose = Exclude<keyof typeof PURPOSES, 'signature'>;

/**
 * One secret that everything of the audit is made with: the seals of the chain (HMAC-SHA-256, for whoever has the
 * secret) and the signatures of checkpoints and exports (Ed25519, for everybody). It is never in the database.
 */
export class AuditKey {
  readonly #macs: Readonly<Record<AuditPurpose, KeyObject>>;
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  constructor(
    readonly id: string,
    secret: string,
  ) {
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES));
    this.#macs = {
      chain: createSecretKey(derive(PURPOSES.chain)),
      head: createSecretKey(derive(PURPOSES.head)),
      mark: createSecretKey(derive(PURPOSES.mark)),
    };
    const der = Buffer.concat([ED25519_PREFIX, derive(PURPOSES.signature)]);
    this.#private = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    this.#public = createPublicKey(this.#private);
  }

  /** With what signatures are checked; may be given to anybody. */
  get publicPem(): string {
    return this.#public.export({ format: 'pem', type: 'spki' }) as string;
  }

  mac(purpose: AuditPurpose, ...parts: readonly Uint8Array[]): Buffer {
    const hmac = createHmac('sha256', this.#macs[purpose]);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  }

  isMac(given: Uint8Array | null, purpose: AuditPurpose, ...parts: readonly Uint8Array[]): boolean {
    return given?.length === KEY_BYTES && timingSafeEqual(given, this.mac(purpose, ...parts));
  }

  /** Ed25519, in base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#private).toString('base64');
  }

  isSigned(text: string, signature: string): boolean {
    return isSignedBy(this.#public, text, signature);
  }
}

/** Whether a text was signed by who holds the private part of a key. Of several ways to write the signature one counts. */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verify(null, Buffer.from(text), key, bytes);
}

/** The key in use, and those of before, which what they sealed is still checked with. */
export class AuditKeys {
  readonly #byId: ReadonlyMap<string, AuditKey>;

  private constructor(
    readonly current: AuditKey,
    all: readonly AuditKey[],
  ) {
    this.#byId = new Map(all.map((key) => [key.id, key]));
  }

  get all(): readonly AuditKey[] {
    return [...this.#byId.values()];
  }

  find(id: string | null): AuditKey | null {
    return (id !== null && this.#byId.get(id)) || null;
  }

  /** Reads `<id>:<secret>`, several with commas, the one in use first. Null: it cannot be read so. */
  static parse(text: string): AuditKeys | null {
    const keys: AuditKey[] = [];
    for (const part of text.split(',')) {
      const [, id, secret] = NAMED.exec(part.trim()) ?? [];
      if (id === undefined || secret === undefined || secret.length < LEAST_SECRET) return null;
      if (keys.some((key) => key.id === id)) return null;
      keys.push(new AuditKey(id, secret));
    }
    return keys[0] ? new AuditKeys(keys[0], keys) : null;
  }
}
