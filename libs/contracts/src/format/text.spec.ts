import { describe, expect, test } from '@jest/globals';
import { cleanId, cleanText, ID_LIMIT } from './text.js';

describe('text from outside', () => {
  test('loses what PostgreSQL cannot store', () => {
    expect(cleanText('  a\0b\ud800c ', 100)).toBe('a\ufffdb\ufffdc');
  });

  test('is cut between characters, never inside one', () => {
    const cut = cleanText('😀'.repeat(10), 10);
    expect(cut).toBe(`${'😀'.repeat(4)}…`);
    expect(cut.isWellFormed()).toBe(true);
  });
});

describe('an id from outside', () => {
  test('is kept as it is when it can be stored', () => {
    expect(cleanId(' da637_-1 ')).toBe('da637_-1');
  });

  test.each([
    ['over-long', 'x'.repeat(600), `${'x'.repeat(599)}y`],
    ['unstorable', 'a\0', 'a\ufffd'],
    ['broken', 'a\ud800', 'a\ud801'],
  ])('stays different from another one when %s', (_, one, other) => {
    expect(cleanId(one)).not.toBe(cleanId(other));
    expect(cleanId(one).length).toBeLessThanOrEqual(ID_LIMIT);
    expect(cleanId(one)).toBe(cleanId(one));
  });
});
