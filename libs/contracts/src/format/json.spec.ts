import { describe, expect, test } from '@jest/globals';
import { Unreadable } from './format.js';
import { faultOf } from './json-fault.js';
import { MAX_DEPTH, parseJsonBytes, parseJsonText } from './json.js';

const bytes = (text: string) => new TextEncoder().encode(text);

function refusalOf(run: () => unknown): Unreadable {
  try {
    run();
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('JSON from outside', () => {
  test('may begin with a byte order mark', () => {
    expect(parseJsonBytes(bytes('\ufeff{"a":1}'))).toEqual({ json: { a: 1 }, repaired: false });
  });

  test('with bytes that are no UTF-8 is read and said to be repaired', () => {
    expect(parseJsonBytes(Uint8Array.of(0x22, 0x61, 0xff, 0x22))).toEqual({ json: 'a\ufffd', repaired: true });
  });

  test('of the greatest depth is read, one level more is refused', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parseJsonText(nested(MAX_DEPTH))).not.toThrow();
    expect(refusalOf(() => parseJsonText(nested(MAX_DEPTH + 1))).reason).toBe('too-deep');
    expect(refusalOf(() => parseJsonText(nested(200_000))).reason).toBe('too-deep');
  });

  test('with many brackets side by side is not deep', () => {
    expect(() => parseJsonText(`[${'[],'.repeat(500)}[]]`)).not.toThrow();
  });

  test('cannot reach a prototype', () => {
    parseJsonText('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('that is none says where', () => {
    const refusal = refusalOf(() => parseJsonText('{"a": 1,\n "b": hello}'));
    expect(refusal.reason).toBe('not-json');
    expect(refusal.message).toContain('position 15 (line 2, column 7)');
  });
});

describe('the first fault', () => {
  test.each([
    ['', 0],
    ['{', 1],
    ['{"a"}', 4],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['"abc', 4],
    ['"a\\x"', 2],
    ['"a\nb"', 2],
    ['truely', 4],
    ['01', 1],
    ['{} x', 3],
    ["{'a':1}", 1],
    ['[1}', 2],
  ])('of %j is at %i', (source, position) => {
    expect(() => JSON.parse(source) as unknown).toThrow();
    expect(faultOf(source)?.position).toBe(position);
  });

  test.each(['{}', '[]', ' [1, -2.5e+3, "\\u00e9", null, true] ', '{"a":{"b":[]},"c":""}'])(
    'of %s is none',
    (source) => {
      expect(faultOf(source)).toBeNull();
    },
  );
});
