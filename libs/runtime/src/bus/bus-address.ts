import { inboxOf } from '@demarc/contracts';

/** Where NATS is and as whom to come. */
export interface BusAddress {
  /** Without credentials, which the client takes apart from them. */
  readonly servers: readonly string[];
  readonly user?: string;
  readonly pass?: string;
  /** Answers come to a user's own place. */
  readonly inboxPrefix?: string;
}

/**
 * Reads `nats://user:password@host:port`, or several of them with commas, whose first that names a user does for all.
 * Percent signs are read as in every URL. Throws on what is no address, without repeating it: it may hold a password.
 */
export function busAddressOf(url: string): BusAddress {
  const urls = url.split(',').map((one) => urlOf(one.trim()));
  const servers = urls.map(({ protocol, host }) => `${protocol}//${host}`);
  const named = urls.find(({ username }) => username !== '');
  if (!named) return { servers };
  const user = decodeURIComponent(named.username);
  return { servers, user, pass: decodeURIComponent(named.password), inboxPrefix: inboxOf(user) };
}

function urlOf(text: string): URL {
  const whole = text.includes('://') ? text : `nats://${text}`;
  if (!URL.canParse(whole)) throw new Error('NATS_URL holds something that is no address: write nats://host:port.');
  return new URL(whole);
}
