import { expect, it } from '@jest/globals';
import { isSecret, keyTextOf, newSecret, readKeyText, sha256Of } from './key-text.js';

const ID = '0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e';

it('a key is written and read, and its secret alone fits what is kept', () => {
  const secret = newSecret();
  const text = keyTextOf({ id: ID, secret });
  expect(text).toMatch(/^dmk_0199b1c25f6e7d3a8b1c2f4e6a8c0d1e_/);
  expect(readKeyText(text)).toEqual({ id: ID.replaceAll('-', ''), secret });
  const kept = sha256Of(secret);
  expect(kept.toString('utf8')).not.toContain(secret);
  expect(isSecret(secret, kept)).toBe(true);
  expect(isSecret(newSecret(), kept)).toBe(false);
});

it.each([
  '',
  'dmk_',
  `dmk_${ID}_${'a'.repeat(43)}`,
  `dmk_${'0'.repeat(32)}_short`,
  `xdmk_${'0'.repeat(32)}_${'a'.repeat(43)}`,
])('what cannot be a key is none: %j', (text) => {
  expect(readKeyText(text)).toBeNull();
});
