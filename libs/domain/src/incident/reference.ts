/** Crockford's base 32: no I, L, O or U, so that a reference survives being read out on the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 10;

/** `INC-7K3Q9-X2M4P` from a UUID: its last 50 bits, which UUIDv7 draws at random. */
export function referenceOf(id: string): string {
  let bits = BigInt(`0x${id.replaceAll('-', '').slice(-13)}`);
  let letters = '';
  for (let i = 0; i < LETTERS; i += 1) {
    letters = ALPHABET[Number(bits & 31n)] + letters;
    bits >>= 5n;
  }
  return `INC-${letters.slice(0, 5)}-${letters.slice(5)}`;
}
