import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LINK_COMMANDS, type LinkCommand } from '@demarc/contracts';
import { type Instant, epochMs, instantOf } from '@demarc/domain';
import { z } from 'zod';

/** Who may do what by following a link, and until when. */
export interface SignedLink {
  readonly noticeId: string;
  readonly contactId: string;
  readonly command: LinkCommand;
  /** To the second. */
  readonly expiresAt: Instant;
}

const LEAST_SECRET = 32;
export const linkSecretSetting = z.string().min(LEAST_SECRET, `must be at least ${LEAST_SECRET} characters`).optional();

const SECRET_BYTES = 32;
/** A secret for those who have none. */
export const newLinkSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** So that nothing else that is ever signed with this secret can pass as a link. */
const PURPOSE = 'demarc answer link 1\n';
const UUID_BYTES = 16;
const AT = { contact: UUID_BYTES, command: 2 * UUID_BYTES, expiry: 2 * UUID_BYTES + 1 } as const;
const BODY_BYTES = AT.expiry + 4;
const TOKEN = /^[\w-]{92}$/;

/**
 * Signs what stands in a link and reads it back: notice, contact, the command's place in its list, seconds since 1970,
 * and the HMAC-SHA-256 over them; together 69 bytes, in base64url. A token is not secret from its recipient, it is the
 * recipient's right: it goes into no log, database or other address.
 */
export class LinkSigner {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  sign({ noticeId, contactId, command, expiresAt }: SignedLink): string {
    const body = Buffer.alloc(BODY_BYTES);
    bytesOf(noticeId).copy(body);
    bytesOf(contactId).copy(body, AT.contact);
    body.writeUInt8(LINK_COMMANDS.indexOf(command), AT.command);
    body.writeUInt32BE(Math.floor(epochMs(expiresAt) / 1_000), AT.expiry);
    return Buffer.concat([body, this.#signatureOf(body)]).toString('base64url');
  }

  /** What a token says; null when it was not signed with this secret. Whether it has expired is the caller's to check. */
  read(token: string): SignedLink | null {
    if (!TOKEN.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url');
    const body = bytes.subarray(0, BODY_BYTES);
    if (!timingSafeEqual(bytes.subarray(BODY_BYTES), this.#signatureOf(body))) return null;
    const command = LINK_COMMANDS[body.readUInt8(AT.command)];
    if (!command) return null;
    return {
      noticeId: uuidOf(body.subarray(0, AT.contact)),
      contactId: uuidOf(body.subarray(AT.contact, AT.command)),
      command,
      expiresAt: instantOf(body.readUInt32BE(AT.expiry) * 1_000),
    };
  }

  #signatureOf(body: Buffer): Buffer {
    return createHmac('sha256', this.#secret).update(PURPOSE).update(body).digest();
  }
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
