import { describe, expect, it } from '@jest/globals';
import { epochMs, instantOf, parseInstant } from './instant.js';

describe('parseInstant', () => {
  it.each([
    ['2021-04-27T12:19:27.7211305Z', '2021-04-27T12:19:27.7211305Z'],
    ['2021-04-27T12:19:27Z', '2021-04-27T12:19:27.0000000Z'],
    ['2021-04-27T12:19:27.5Z', '2021-04-27T12:19:27.5000000Z'],
    ['2021-04-27T12:19:27.123456789Z', '2021-04-27T12:19:27.1234567Z'],
    ['2017-08-03T15:17:37.804-04:00', '2017-08-03T19:17:37.8040000Z'],
    ['2021-01-01T00:30:00+01:00', '2020-12-31T23:30:00.0000000Z'],
    ['2021-01-01 00:30:00', '2021-01-01T00:30:00.0000000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.0000000Z'],
    ['2023-12-31T23:59:59Z', '2023-12-31T23:59:59.0000000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each([
    '0001-01-01T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2021-13-01T00:00:00Z',
    '9999-12-31T00:00:00Z',
    '12/31/2021',
    '',
    null,
    17,
  ])('refuses %p', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads the plain form as the careful way does', () => {
    for (const fraction of ['', '.1', '.1234567']) {
      const plain = `2022-11-05T06:07:08${fraction}Z`;
      // A lower-case zone takes the careful way.
      expect(parseInstant(plain)).toBe(parseInstant(plain.replace('Z', 'z')));
    }
  });

  it('keeps ticks in order that a Date would make equal', () => {
    const earlier = parseInstant('2021-04-27T12:19:27.7211305Z')!;
    const later = parseInstant('2021-04-27T12:19:27.7211306Z')!;
    expect(earlier < later).toBe(true);
    expect(epochMs(earlier)).toBe(epochMs(later));
  });
});

it('instantOf writes milliseconds as ticks', () => {
  expect(instantOf(0)).toBe('1970-01-01T00:00:00.0000000Z');
});
