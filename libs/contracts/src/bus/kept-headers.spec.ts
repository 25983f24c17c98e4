import { expect, test } from '@jest/globals';
import { keptHeaders, readHeaderBytes } from './kept-headers.js';
import { MAX_HEADER_BYTES } from './message-bounds.js';

const READ = { 'ce-id': '1', 'ce-source': '/é', 'content-type': 'application/json', 'nats-msg-id': 'm1' };

test('what Demarc reads of a message is kept, and nothing else', () => {
  const others = { 'x-sender': 'a', cookie: 'b', ce: 'c', 'ce-': 'd', [`ce-${'e'.repeat(65)}`]: 'f' };
  expect(keptHeaders({ ...others, ...READ })).toEqual(READ);
  expect(readHeaderBytes({ ...others, ...READ })).toBe(readHeaderBytes(READ));
});

test('no more of it is kept than its bytes allow', () => {
  const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, n) => [`ce-a${n}`, 'é'.repeat(20)]));
  expect(readHeaderBytes(many)).toBeGreaterThan(MAX_HEADER_BYTES);
  expect(readHeaderBytes(keptHeaders(many))).toBeLessThanOrEqual(MAX_HEADER_BYTES);
  expect(keptHeaders({ 'ce-a': 'x'.repeat(MAX_HEADER_BYTES) })).toEqual({});
});
