import { isIP } from 'node:net';
import { addressKind } from './address-kind.js';
import type { ReceiverAllow, ReceiverPlace } from './receiver-allow.js';

/** Why nothing is sent to a receiver. */
export interface ReceiverRefusal {
  readonly reason: 'address-refused' | 'not-https';
  readonly detail: string;
}

export type ReceiverProtocol = 'http:' | 'https:';

const DEFAULT_PORTS = { 'http:': 80, 'https:': 443 } as const;

/**
 * Whether something may be sent to a receiver whose name has these addresses: each of them has to be public or allowed
 * by the operator, and plain http is for those that are allowed. Null: it may.
 */
export function checkReceiver(
  place: ReceiverPlace & { readonly protocol: ReceiverProtocol },
  addresses: readonly string[],
  allow: ReceiverAllow,
): ReceiverRefusal | null {
  if (allow.coversHost(place)) return null;
  const others = addresses.filter((address) => !allow.coversAddress(address));
  for (const address of others) {
    const kind = addressKind(address);
    if (kind !== 'public') {
      const detail = `${place.host} is at a ${kind} address, and DEMARC_RECEIVER_ALLOW does not name it`;
      return { reason: 'address-refused', detail };
    }
  }
  if (others.length > 0 && place.protocol === 'http:') {
    return { reason: 'not-https', detail: `${place.host} is outside, and would be sent to without encryption` };
  }
  return null;
}

/**
 * What can be said of a receiver's URL without asking for its name, for those who enter it: why it will never be sent
 * to, or null. What counts is the check at the time of sending.
 */
export function objectionToReceiver(text: string, allow: ReceiverAllow): string | null {
  const place = receiverPlace(URL.parse(text));
  if (!place) return 'the address is no https one';
  if (isIP(place.host) > 0) return checkReceiver(place, [place.host], allow)?.detail ?? null;
  if (place.host === 'localhost' || place.host.endsWith('.localhost')) {
    return checkReceiver(place, ['127.0.0.1'], allow)?.detail ?? null;
  }
  if (place.protocol === 'https:' || allow.hasRanges || allow.coversHost(place)) return null;
  return 'the address has to begin with https://';
}

/** Where a URL leads, with its IPv6 address bare; null when it is no http(s) one or carries credentials. */
export function receiverPlace(url: URL | null): (ReceiverPlace & { readonly protocol: ReceiverProtocol }) | null {
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.username !== '' || url.password !== '') return null;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  return { host, port: url.port ? Number(url.port) : DEFAULT_PORTS[url.protocol], protocol: url.protocol };
}
