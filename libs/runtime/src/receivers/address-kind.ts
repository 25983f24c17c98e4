import ipaddr from 'ipaddr.js';

/** What an IP address is for; everything but `public` lies inside somebody's own network, or nowhere. */
export type AddressKind =
  'public' | 'private' | 'loopback' | 'link-local' | 'metadata' | 'multicast' | 'unspecified' | 'reserved';

/** Where clouds answer their own machines about themselves, beside 169.254.0.0/16: AWS over IPv6, Alibaba, Azure, Oracle. */
const METADATA = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192']);
/** All of IPv6 that is handed out as global unicast (IANA); the rest is for special use or nobody's. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

const KINDS: Readonly<Record<string, AddressKind>> = {
  private: 'private',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  carrierGradeNat: 'private',
  loopback: 'loopback',
  linkLocal: 'link-local',
  multicast: 'multicast',
  broadcast: 'multicast',
  unspecified: 'unspecified',
};

/**
 * The kind of an IPv4 or IPv6 address. One that carries an IPv4 address inside (mapped, NAT64, 6to4) is what that is.
 * Throws when the text is no address.
 */
export function addressKind(text: string): AddressKind {
  const address = inner(ipaddr.parse(text));
  if (METADATA.has(address.toString())) return 'metadata';
  const range: string = address.range();
  if (range !== 'unicast') return KINDS[range] ?? 'reserved';
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST) ? 'public' : 'reserved';
}

/** The IPv4 address inside of an IPv6 one (RFC 4291 2.5.5.2, RFC 6052 2.2, RFC 3056 2); others as they are. */
export function inner(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  const bytes = address.toByteArray();
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return new ipaddr.IPv4(bytes.slice(12));
    case '6to4':
      return new ipaddr.IPv4(bytes.slice(2, 6));
    default:
      return address;
  }
}
