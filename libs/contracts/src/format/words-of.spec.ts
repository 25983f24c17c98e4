import { expect, test } from '@jest/globals';
import { wordsOf } from './words-of.js';

test.each([
  ['PrintSpoolerDown', 'print spooler down | printspoolerdown'],
  ['VPNGateway', 'vpn gateway | vpngateway'],
  ['ABcDEf', 'a bc d ef | abcdef'],
  ['XMLHTTPRequest of IBMs', 'xmlhttp request of ib ms | xmlhttprequest of ibms'],
  ['Ab', 'ab'],
  ['ABC', 'abc'],
])('%s', (text, words) => {
  expect(wordsOf(text)).toBe(words);
});

test('a text of capitals is read once, not once from each of them on', () => {
  const text = 'A'.repeat(1_000_000);
  expect(wordsOf(text)).toBe(text.toLowerCase());
});
