/** Which of a device's keys: two kinds never meet, whatever their texts. */
export type KeyKind = 'id' | 'entra-id' | 'defender-id' | 'serial' | 'host' | 'user';

const SEEDS: Readonly<Record<KeyKind, number>> = {
  id: 0x1b873593,
  'entra-id': 0x2c1b3c6d,
  'defender-id': 0x297a2d39,
  serial: 0x7feb352d,
  host: 0x3c6ef372,
  user: 0x510e527f,
};

/** 32 bits of a key (FNV-1a, mixed as MurmurHash3 ends). Equal keys have equal hashes; the reverse is for the caller to check. */
export function hashKey(kind: KeyKind, key: string): number {
  let hash = SEEDS[kind];
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
